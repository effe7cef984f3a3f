import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { explanationOf } from '../alert/explanation.ts'
import { zh as lanes } from '../lanes/words-zh.ts'
import type { Alert } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { has } from '../words/words.ts'
import { zh } from './words-zh.ts'

type Entry = Readonly<Record<string, unknown>>

/** Everything the verdict rests on: the policy, its thresholds, the records used, the permits considered. */
export function Explanation({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation(['desk', 'lanes'])
  const { policy, thresholds, evidence, permits } = explanationOf(alert)
  return (
    <div className="why">
      {policy === null ? null : <p>{t('policy', policy)}</p>}
      {thresholds.length === 0 ? null : (
        <Lines lines={thresholds.map(([name, value]) => thresholdText(t, name, value))} />
      )}
      <h3>{t('evidence')}</h3>
      <Lines lines={evidence.map((it) => evidenceText(t, alert.kind, it))} />
      {alert.kind === 'roster_empty' ? <RosterLink entry={evidence[0] ?? {}} /> : null}
      {alert.householdId === null ? null : <h3>{t('permits')}</h3>}
      {alert.householdId === null ? null : (
        <Lines lines={permits.length === 0 ? [t('noPermits')] : permits.map((it) => permitText(t, it))} />
      )}
    </div>
  )
}

/** To the week in which the gap is: there it is filled. */
function RosterLink({ entry: { roster, from } }: { readonly entry: Entry }) {
  const { t } = useTranslation('desk')
  if (typeof roster !== 'number' || typeof from !== 'number') return null
  const search = new URLSearchParams({ roster: String(roster), at: new Date(from).toISOString() })
  return (
    <p>
      <Link to={`/roster?${search}`}>{t('toRoster')}</Link>
    </p>
  )
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  const said = [...new Set(lines)].filter((it) => it !== '')
  return (
    <ul>
      {said.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** Told elsewhere on the page, or of no use to a person. */
const UNTOLD: readonly string[] = ['since', 'until', 'proof', 'day', 'permit', 'windowSeconds']
const INSTANTS: readonly string[] = ['permitEnd', 'neededUntil', 'emptyAt']

/** What the policy asks, where it asks anything: a limit of nothing is none. */
function thresholdText(t: TFunction<'desk'>, name: string, value: unknown): string {
  if (value === 0 || value === '' || UNTOLD.includes(name)) return ''
  if (!has(zh.threshold, name)) return `${name} = ${value}`
  const isInstant = INSTANTS.includes(name) && typeof value === 'number'
  return t(`threshold.${name}`, { value: isInstant ? timeText(value) : String(value) })
}

function evidenceText(t: TFunction<'desk'>, kind: string, { sensor, gateway, from, until }: Entry): string {
  if (!isTime(from)) return ''
  const begins = timeText(from)
  if (kind.endsWith('_silent')) return t('silentSince', { sensor: String(sensor ?? gateway), from: begins })
  const [since, lasted] = EVIDENCE.find(([kinds]) => kind.startsWith(kinds))?.[1] ?? OPENED
  return isTime(until)
    ? t(lasted, { from: begins, until: timeText(until), sensor })
    : t(since, { from: begins, sensor })
}

const OPENED = ['opened', 'openedUntil'] as const
/** What a record of these kinds is about, where that is no opening: how it reads while it goes on, and when it is over. */
const EVIDENCE = [
  ['roster_empty', ['emptyFrom', 'emptyUntil']],
  ['sensor_', ['sensorSince', 'sensorUntil']],
] as const

const isTime = (value: unknown): value is number | string => typeof value === 'number' || typeof value === 'string'

const WHYS = ['covers', 'window_not_begun', 'window_over', 'revoked', 'used_up', 'another_covers'] as const

/** By what a person knows it by; by its number where nothing else was written down of it. */
function permitText(t: TFunction<['desk', 'lanes']>, { id, applies, why, ...permit }: Entry): string {
  const known = WHYS.find((it) => it === why) ?? 'unknown'
  const name = permitName(t, permit) ?? t('permitNumber', { id: String(id) })
  return t(applies === true ? 'permitApplies' : 'permitDoesNot', { name, why: t(`why.${known}`) })
}

function permitName(t: TFunction<['desk', 'lanes']>, { reason, from, until, openingsMax }: Entry): string | null {
  if (typeof reason !== 'string' || !has(lanes.reason, reason) || !isTime(from) || !isTime(until)) return null
  const window = { from: timeText(from), until: timeText(until), count: Number(openingsMax) }
  return t('permitNamed', { reason: t(`lanes:reason.${reason}`), ...window })
}
