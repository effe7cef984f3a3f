import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { DoorState } from './door.ts'
import type { Opening } from './opening.ts'
import type { PermitUse } from './permit-cover.ts'
import type { Finding, Memory } from './rule.ts'

/**
 * What one household's story amounts to so far. The state is a pure fold over the events in the story's order (see
 * story.ts), with time passing in between; the same events give the same state, however they arrived. It holds only
 * what later events can still change: openings and findings that are settled have left through `Told`.
 */
export interface WatchState {
  /** The place of the last event in the story's order. */
  readonly at: Instant
  readonly lastSensor: SensorUid | null
  /** The latest deadline that has been acted on: an event that occurred up to it is out of order. */
  readonly sweptAt: Instant
  readonly ended: boolean
  readonly doors: Readonly<Record<string, DoorState>>
  readonly permitUse: PermitUse
  readonly memories: Readonly<Record<string, Memory>>
}

/** A state, and what became different on the way to it: openings by their key, findings by kind and key. */
export interface Told {
  readonly state: WatchState
  readonly openings: ReadonlyMap<string, Opening>
  readonly findings: ReadonlyMap<string, Finding>
}
