import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact } from '../protocol/door-event.ts'
import { type Facts, isDistrustedIn, reportingLimitAt } from './facts.ts'
import type { WatchState } from './watch-state.ts'

export interface DoorView {
  readonly sensor: SensorUid
  readonly door: string
  readonly state: Contact | 'unknown'
  readonly since: Instant
  /** The share, 0 to 1, of the order's time so far for which the door's state is proved. */
  readonly coverage: number
}

/**
 * Each door as it can be known at `at`: a sensor past its reporting limit, or one that is not believed, leaves its door
 * unknown (law 2).
 */
export function doorViews(facts: Facts, state: WatchState, at: Instant): readonly DoorView[] {
  const until = Math.min(at, facts.order.endsAt)
  return facts.fittings
    .filter((it) => it.from <= at && (it.until === null || at < it.until))
    .map((fitting) => {
      const door = state.doors[fitting.sensor]
      const heardAt = door?.at ?? facts.order.startsAt
      const quietMs = until - heardAt
      const contact = door?.contact ?? null
      const isBelieved = !isDistrustedIn(facts, fitting.sensor, heardAt, until)
      const known = isBelieved && contact !== null && quietMs <= reportingLimitAt(fitting, heardAt)
      const spanMs = until - Math.max(facts.order.startsAt, fitting.from)
      const coveredMs = (door?.coveredMs ?? 0) + (known ? quietMs : 0)
      return {
        sensor: fitting.sensor,
        door: fitting.door,
        state: known ? contact : 'unknown',
        since: door?.opening?.openedAt ?? heardAt,
        coverage: spanMs <= 0 ? 1 : Math.min(1, Math.max(0, coveredMs / spanMs)),
      }
    })
}

/** Several doors make one household: open if any is open, else unknown if any is unknown, else closed. */
export function householdState(doors: readonly Pick<DoorView, 'state'>[]): Contact | 'unknown' {
  if (doors.some((it) => it.state === 'open')) return 'open'
  return doors.length === 0 || doors.some((it) => it.state === 'unknown') ? 'unknown' : 'closed'
}

/** What can be said about a household is as good as what is known of its least known door; null without a door. */
export function householdCoverage(doors: readonly Pick<DoorView, 'coverage'>[]): number | null {
  return doors.length === 0 ? null : doors.reduce((least, it) => Math.min(least, it.coverage), 1)
}
