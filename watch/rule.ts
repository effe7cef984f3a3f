import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Facts } from './facts.ts'
import type { Happening } from './happening.ts'
import type { Opening } from './opening.ts'

export type Severity = 'critical' | 'major' | 'minor'

export type ClearedReason =
  | 'door_closed'
  | 'heard_again'
  | 'tamper_cleared'
  | 'sensor_removed'
  | 'order_ended'
  | 'permitted'
  | 'withdrawn'

export interface Sentence {
  readonly zh: string
  readonly en: string
}

/** A piece of evidence: an opening, or what a sensor did at an instant. */
export interface Evidence {
  readonly sensor: SensorUid
  readonly from: Instant
  readonly until: Instant | null
  readonly notBefore?: Instant
}

/**
 * One stretch of trouble of one kind. `ongoing` names what keeps its condition active (openings, or the sensor); an
 * episode that is not `raised` yet waits for its deadline or its limit.
 */
export interface Episode {
  readonly startedAt: Instant
  readonly sensor: SensorUid
  readonly lastAt: Instant
  readonly count: number
  readonly late: boolean
  readonly raised: boolean
  readonly severity: Severity
  readonly ongoing: readonly string[]
  readonly clearedAt: Instant | null
  readonly clearedReason: ClearedReason | null
  readonly evidence: readonly Evidence[]
  /** The local day, for rules that count by it. */
  readonly day?: string
}

/** What a rule concludes about an episode; the alert, before anyone has handled it. */
export interface Finding {
  readonly kind: string
  readonly key: string
  readonly episode: Episode
  readonly sentence: Sentence
  readonly thresholds: Readonly<Record<string, number | string>>
  readonly permits: Opening['permits']
}

/** What a rule remembers between happenings, newest last; only what a later happening can still change. */
export type Memory = readonly Episode[]

export interface Heeded {
  readonly memory: Memory
  readonly findings: readonly Finding[]
}

/**
 * One alert kind. `heed` is pure and is called in the order in which things happened; `deadline` is the next instant at
 * which time alone changes its mind.
 */
export interface Rule {
  readonly kind: string
  heed(memory: Memory, happening: Happening, facts: Facts): Heeded
  deadline(memory: Memory, facts: Facts): Instant | null
}

/** Evidence kept per episode: the first, and the latest ones. The count is never cut. */
export const EVIDENCE_MAX = 12

export function withEvidence(all: readonly Evidence[], more: Evidence): readonly Evidence[] {
  if (all.length < EVIDENCE_MAX) return [...all, more]
  const [first, , ...rest] = all
  return first === undefined ? [more] : [first, ...rest, more]
}

export const nothing = (memory: Memory): Heeded => ({ memory, findings: [] })

export function episodeKey(episode: Pick<Episode, 'startedAt' | 'sensor'>): string {
  return `${episode.startedAt}/${episode.sensor}`
}

export function cleared(episode: Episode, at: Instant, reason: ClearedReason): Episode {
  return { ...episode, ongoing: [], clearedAt: at, clearedReason: reason }
}
