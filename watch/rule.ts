import type { PermitId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { DoorState } from './door.ts'
import type { DistrustCause, Facts } from './facts.ts'
import type { Happening } from './happening.ts'
import { type Opening, openingKey } from './opening.ts'
import type { Policy } from './policy.ts'

/** The deadline of what has none. */
export const NEVER: Instant = Number.POSITIVE_INFINITY

export type Severity = 'critical' | 'major' | 'minor'

export type ClearedReason =
  | 'door_closed'
  | 'heard_again'
  | 'known_again'
  | 'calmed_down'
  | 'battery_lasts'
  | 'opened'
  | 'returned'
  | 'emergency_over'
  | 'tamper_cleared'
  | 'sensor_removed'
  | 'trusted_again'
  | 'order_ended'
  | 'permitted'
  | 'withdrawn'

export interface Sentence {
  readonly zh: string
  readonly en: string
}

/**
 * One stretch of trouble of one kind. Its evidence is the stored openings, or the sensor's messages, between
 * `startedAt` and `lastAt`; it is not repeated here, because every event rewrites the state that holds the episode.
 * `ongoing` names what keeps its condition active (openings, or the sensor); an
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
  /** When the reporting limit was over, for a silence. */
  readonly overdueFrom?: Instant
  /** The local day, for rules that count by it. */
  readonly day?: string
  /** The edges of the last minute, for the rule that counts them. */
  readonly edges?: readonly Instant[]
  /** For how long the doors were proved in it, all doors together; while it waits, up to its beginning. */
  readonly coveredMs?: number
  /** The permit whose end it is about. */
  readonly permit?: PermitId
  /** What proves it: the sensor's own count, or messages that are missing. */
  readonly proof?: 'counter' | 'sequence'
  /** Why the sensor is not believed. */
  readonly cause?: DistrustCause
}

/** What a rule concludes about an episode; the alert, before anyone has handled it. */
export interface Finding {
  readonly kind: string
  readonly episode: Episode
  readonly sentence: Sentence
  /** In whose light it was judged. */
  readonly policy: Policy
  readonly thresholds: Readonly<Record<string, number | string>>
  readonly permits: Opening['permits']
}

/** What a rule remembers between happenings; only what a later happening can still change. */
export type Memory = readonly Episode[]

export interface Heeded {
  readonly memory: Memory
  readonly findings: readonly Finding[]
}

export type Doors = Readonly<Record<string, DoorState>>

/**
 * One alert kind. `heed` is pure and is called with what it `hears` of, in the order in which things happened;
 * `deadline` is the next instant past `after` at which time alone may change its mind, or `NEVER`.
 */
export interface Rule {
  readonly kind: string
  readonly hears: readonly Happening['kind'][]
  /** Whether time alone can ever change its mind: never, only while it remembers something, or always. */
  readonly waits: 'never' | 'while_it_remembers' | 'always'
  heed(memory: Memory, happening: Happening, facts: Facts, doors: Doors): Heeded
  deadline(memory: Memory, facts: Facts, doors: Doors, after: Instant): Instant
}

/** The episode that an opening begins, not raised yet: it waits for its deadline or its limit. */
export function begunBy(opening: Opening, severity: Severity): Episode {
  return {
    startedAt: opening.openedAt,
    sensor: opening.sensor,
    lastAt: opening.openedAt,
    count: 1,
    late: opening.late,
    raised: false,
    severity,
    ongoing: [openingKey(opening)],
    clearedAt: null,
    clearedReason: null,
  }
}

/** An episode about a sensor rather than an opening; it is raised at once and goes on until it is cleared. */
export function begunBySensor(sensor: SensorUid, startedAt: Instant, severity: Severity): Episode {
  return {
    startedAt,
    sensor,
    lastAt: startedAt,
    count: 1,
    late: false,
    raised: true,
    severity,
    ongoing: [sensor],
    clearedAt: null,
    clearedReason: null,
  }
}

/** Clears the raised episodes that are concerned; those that wait are forgotten, the others stay. */
export function settle(
  memory: Memory,
  concerns: (episode: Episode) => boolean,
  at: Instant,
  reason: ClearedReason,
  find: (episode: Episode) => Finding,
): Heeded {
  const concerned = memory.filter(concerns)
  if (concerned.length === 0) return nothing(memory)
  return {
    memory: memory.filter((it) => !concerns(it)),
    findings: concerned.filter((it) => it.raised).map((it) => find(cleared(it, at, reason))),
  }
}

export const nothing = (memory: Memory): Heeded => ({ memory, findings: [] })

/** The first instant past `after` at which something is due; `NEVER` where nothing is. */
export function soonest<T>(things: readonly T[], dueAt: (thing: T) => Instant, after: Instant): Instant {
  let first = NEVER
  for (const it of things) {
    const due = dueAt(it)
    if (due > after) first = Math.min(first, due)
  }
  return first
}

export function episodeKey(episode: Pick<Episode, 'startedAt' | 'sensor'>): string {
  return `${episode.startedAt}/${episode.sensor}`
}

export function cleared(episode: Episode, at: Instant, reason: ClearedReason): Episode {
  return { ...episode, ongoing: [], clearedAt: at, clearedReason: reason }
}
