import type { Instant } from '../base/instant.ts'
import type { Queryable } from '../store/transaction.ts'
import { mergeAlert, readStandingAlerts, renameEpisode, type StandingAlert, withdrawAlert } from '../store/verdict.ts'
import type { Facts, Permit } from '../watch/facts.ts'
import { episodeKey, type Finding } from '../watch/rule.ts'
import { sentences } from '../watch/sentences.ts'
import type { Told } from '../watch/watch-state.ts'

/**
 * Before a story told anew is written: alerts whose episode now begins earlier take its new name; two alerts that turn
 * out to be one trouble become one, the older staying; an alert for which the story has no finding any more is cleared
 * and says why. No alert is ever deleted.
 */
export async function reconcileAlerts(tx: Queryable, facts: Facts, told: Told, now: Instant): Promise<void> {
  const claimed = new Map<string, StandingAlert>()
  const standing = await readStandingAlerts(tx, facts.order.id)
  for (const alert of standing) {
    const finding = findingOf(alert, told)
    if (finding === undefined) {
      await withdraw(tx, alert, facts, told, now)
      continue
    }
    const name = nameOf(finding.kind, episodeKey(finding.episode))
    const older = claimed.get(name)
    if (older !== undefined) await mergeAlert(tx, alert.id, older.id, now)
    else claimed.set(name, alert)
  }
  for (const [name, alert] of claimed) {
    const finding = told.findings.get(name)
    if (finding === undefined || nameOf(alert.kind, alert.episode) === name) continue
    await renameEpisode(tx, alert.id, episodeKey(finding.episode), finding.episode)
  }
}

function nameOf(kind: string, episode: string): string {
  return `${kind}/${episode}`
}

/** The finding that is this alert's trouble: the one of the same name, else the one whose span its beginning lies in. */
function findingOf(alert: StandingAlert, told: Told): Finding | undefined {
  const same = told.findings.get(nameOf(alert.kind, alert.episode))
  if (same !== undefined) return same
  return [...told.findings.values()].find(
    ({ kind, episode }) =>
      kind === alert.kind &&
      (!kind.startsWith('sensor_') || episode.sensor === alert.sensor) &&
      episode.startedAt <= alert.lastAt &&
      alert.startedAt <= Math.max(episode.lastAt, episode.clearedAt ?? episode.lastAt),
  )
}

async function withdraw(tx: Queryable, alert: StandingAlert, facts: Facts, told: Told, now: Instant): Promise<void> {
  const permit = permitOf(alert, facts, told)
  const sentence = permit === null ? sentences.withdrawn() : sentences.permittedLater(permit.grantedBy)
  const reason = permit === null ? 'withdrawn' : 'permitted'
  const permits =
    permit === null
      ? []
      : [{ id: permit.id, applies: true, why: 'covers', grantedBy: permit.grantedBy, grantedAt: permit.grantedAt }]
  await withdrawAlert(tx, alert.id, reason, { ...alert.explanation, sentence, permits }, now)
}

/** Kinds that a permit for their openings makes groundless. */
const ABOUT_PERMITS = new Set(['unpermitted_opening', 'opening_limit'])

/** The permit that now covers an opening of the alert's span, if that is why the trouble is gone. */
function permitOf(alert: StandingAlert, facts: Facts, told: Told): Permit | null {
  if (!ABOUT_PERMITS.has(alert.kind)) return null
  const covered = [...told.openings.values()].find(
    (it) => it.permit !== null && alert.startedAt <= it.openedAt && it.openedAt <= alert.lastAt,
  )
  return facts.permits.find((it) => it.id === covered?.permit) ?? null
}
