import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { explanationOf } from '../alert/explanation.ts'
import type { Alert } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { has } from '../words/words.ts'
import { zh } from './words-zh.ts'

type Entry = Readonly<Record<string, unknown>>

/** Everything the verdict rests on: the policy, its thresholds, the records used, the permits considered. */
export function Explanation({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('desk')
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
  if (typeof from !== 'number' && typeof from !== 'string') return ''
  const begins = timeText(from)
  if (kind.endsWith('_silent')) return t('silentSince', { sensor: String(sensor ?? gateway), from: begins })
  const isRoster = kind === 'roster_empty'
  if (typeof until !== 'number' && typeof until !== 'string')
    return t(isRoster ? 'emptyFrom' : 'opened', { from: begins })
  return t(isRoster ? 'emptyUntil' : 'openedUntil', { from: begins, until: timeText(until) })
}

const WHYS = ['covers', 'window_not_begun', 'window_over', 'revoked', 'used_up', 'another_covers'] as const

function permitText(t: TFunction<'desk'>, { id, applies, why }: Entry): string {
  const known = WHYS.find((it) => it === why) ?? 'unknown'
  return t(applies === true ? 'permitApplies' : 'permitDoesNot', { id: String(id), why: t(`why.${known}`) })
}
