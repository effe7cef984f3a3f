import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'

/** A magnetic contact's two states. What is not reported is `null`, never a guess. */
export type Contact = 'open' | 'closed'

export type DoorEventKind =
  | 'opened'
  | 'closed'
  | 'heartbeat'
  | 'tamper'
  | 'tamper_cleared'
  | 'low_battery'
  | 'test'
  | 'hello'

/** Which clock said when it happened; `age` and `arrival` are ours, the others are claims. */
export type TimeSource = 'age' | 'device' | 'gateway' | 'platform' | 'arrival'

export type Origin = 'live' | 'retained' | 'replay' | 'history' | 'simulated'

/** Everything one message of one sensor says, in one shape for every maker. `null` means "not reported". */
export interface DoorEvent {
  readonly sensor: SensorUid
  readonly kind: DoorEventKind
  readonly contact: Contact | null
  readonly occurredAt: Instant
  readonly receivedAt: Instant
  readonly timeSource: TimeSource
  readonly origin: Origin
  /** Random name of the sensor's run since power-on; `''` where the maker has none. */
  readonly boot: string
  /** Counts from 1 within `boot`; `null` where the maker has none. */
  readonly seq: number | null
  /** Openings counted by the sensor since manufacture. */
  readonly openings: number | null
  readonly batteryPercent: number | null
  readonly batteryMillivolts: number | null
  readonly batteryLow: boolean | null
  readonly tamper: boolean | null
  readonly rssi: number | null
  readonly firmware: string | null
  /** How long the last opening lasted by the sensor's own account; absent or null where it does not say. */
  readonly lastOpenSeconds?: number | null
  /** Absent where the maker does not number what it sends. */
  readonly transmission?: Transmission
}

/** The sender's or the network's own name for one sending: what comes again under it within this time is the same. */
export interface Transmission {
  readonly id: string
  readonly withinMs: number
}
