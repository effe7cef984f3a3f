import type { Instant } from '../base/instant.ts'
import type { Queryable } from '../store/transaction.ts'
import { mergeAlert, readStandingAlerts, renameEpisode, type StandingAlert, withdrawAlert } from '../store/verdict.ts'
import type { Facts, Permit } from '../watch/facts.ts'
import type { Opening } from '../watch/opening.ts'
import { episodeKey, type Finding, type Sentence } from '../watch/rule.ts'
import { sentences } from '../watch/sentences.ts'
import type { Told } from '../watch/watch-state.ts'
import { termsOf } from './verdicts.ts'

/**
 * Before a story told anew is written: alerts whose episode now begins earlier take its new name; openings that were
 * missed and whose records have come become the openings' own alert; two alerts that turn out to be one trouble become
 * one, the older staying; an alert for which the story has no finding any more is cleared and says why. No alert is ever
 * deleted.
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
    const { kind, episode } = finding
    await renameEpisode(tx, alert, { ...episode, kind, episode: episodeKey(episode) }, now)
  }
}

function nameOf(kind: string, episode: string): string {
  return `${kind}/${episode}`
}

/**
 * The finding that is this alert's trouble: the one of the same name, else one of its kind whose span it shares, else the
 * openings that were missed and are known now.
 */
function findingOf(alert: StandingAlert, told: Told): Finding | undefined {
  const same = told.findings.get(nameOf(alert.kind, alert.episode))
  if (same !== undefined) return same
  const near = [...told.findings.values()].filter((it) => sharesSpan(it, alert))
  const ofKind = near.find((it) => it.kind === alert.kind)
  if (ofKind !== undefined || alert.kind !== MISSED) return ofKind
  return near.find((it) => it.kind === UNPERMITTED && trueOpenings(alert, told).some((opening) => isOf(opening, it)))
}

const MISSED = 'missed_openings'
const UNPERMITTED = 'unpermitted_opening'

function sharesSpan({ kind, episode }: Finding, alert: StandingAlert): boolean {
  return (
    (!ABOUT_ONE_SENSOR.test(kind) || episode.sensor === alert.sensor) &&
    episode.startedAt <= alert.lastAt &&
    alert.startedAt <= Math.max(episode.lastAt, episode.clearedAt ?? episode.lastAt)
  )
}

const ABOUT_ONE_SENSOR = /^sensor_|^missed_openings$|^unknown_at_start$/

/** The openings that have turned up in the interval of an alert. */
function trueOpenings(alert: StandingAlert, told: Told): readonly Opening[] {
  return [...told.openings.values()].filter((it) => alert.startedAt <= it.openedAt && it.openedAt <= alert.lastAt)
}

function isOf({ openedAt, permit }: Opening, { episode }: Finding): boolean {
  return permit === null && episode.startedAt <= openedAt && openedAt <= episode.lastAt
}

async function withdraw(tx: Queryable, alert: StandingAlert, facts: Facts, told: Told, now: Instant): Promise<void> {
  const permit = permitOf(alert, facts, told)
  const openings = alert.kind === MISSED ? trueOpenings(alert, told).map((it) => it.openedAt) : []
  const sentence =
    permit !== null
      ? laterPermit(permit)
      : openings.length > 0
        ? sentences.recordsCame(openings, facts.timeZone)
        : sentences.withdrawn()
  const reason = permit === null ? 'withdrawn' : 'permitted'
  const permits = permit === null ? [] : [laterCover(permit)]
  await withdrawAlert(tx, alert.id, reason, { ...alert.explanation, sentence, permits }, now)
}

function laterCover(permit: Permit): object {
  const { id, grantedBy, grantedAt } = permit
  return { id, applies: true, why: 'covers', ...termsOf(permit), grantedBy, grantedAt }
}

function laterPermit({ reason, grantedBy }: Permit): Sentence {
  return reason === 'emergency' ? sentences.emergencyCovers() : sentences.permittedLater(grantedBy)
}

/** Kinds that a permit for their openings makes groundless. */
const ABOUT_PERMITS = new Set([UNPERMITTED, 'opening_limit', MISSED])

/** The permit that now covers an opening of the alert's span, if that is why the trouble is gone. */
function permitOf(alert: StandingAlert, facts: Facts, told: Told): Permit | null {
  if (!ABOUT_PERMITS.has(alert.kind)) return null
  const covered = trueOpenings(alert, told).find((it) => it.permit !== null)
  if (covered !== undefined) return facts.permits.find((it) => it.id === covered.permit) ?? null
  if (alert.kind !== MISSED || trueOpenings(alert, told).length > 0) return null
  return facts.permits.find((it) => it.from <= alert.lastAt && alert.startedAt < it.until) ?? null
}
