import type { Instant } from '../base/instant.ts'
import { type DoorState, isLate, type WatchEvent } from './door.ts'
import { testOver } from './facts.ts'
import { type PermitConsidered, permitCover } from './permit-cover.ts'
import { coverOne, doorOf, setDoor, type Telling, tell } from './telling.ts'

/**
 * Holds the sensor's own count against the openings we have recorded. A count that grew by more is proof of openings
 * without a record; one that fell is a new sensor or a new count, and the start of another reckoning. A sensor that
 * does not count proves nothing, but a hole in its sequence is told of. `before` is the door before this message.
 */
export function reckon(telling: Telling, before: DoorState, event: WatchEvent, at: Instant): void {
  const door = doorOf(telling, before)
  if (event.openings === null) {
    if (door.openings === null && missesMessages(before, event)) {
      const missing = (event.seq ?? 0) - (before.seq ?? 0) - 1
      tellMissed(telling, event, { since: before.at, at, proof: 'sequence', missing })
    }
    return
  }
  if (door.countedAt === at && door.recorded === 0) return
  const missing = door.openings === null ? 0 : event.openings - door.openings - door.recorded
  const since = door.countedAt ?? before.at
  setDoor(telling, { ...door, openings: event.openings, countedAt: at, recorded: 0 })
  if (missing > 0) tellMissed(telling, event, { since, at, proof: 'counter', missing })
}

/** Whether the sensor's count says what it said before, and no opening has been recorded since: the usual heartbeat. */
export function countsAsBefore(door: DoorState, event: WatchEvent): boolean {
  return event.openings !== null && event.openings === door.openings && door.recorded === 0
}

/** Whether messages between the door's last one and this are missing. */
export function missesMessages(door: DoorState, event: WatchEvent): boolean {
  if (!door.heard || door.boot !== event.boot || door.seq === null || event.seq === null) return false
  return event.seq > door.seq + 1
}

interface Missed {
  readonly since: Instant
  readonly at: Instant
  readonly proof: 'counter' | 'sequence'
  readonly missing: number
}

/** None counts during a test. */
function tellMissed(telling: Telling, event: WatchEvent, missed: Missed): void {
  const { sensor } = event
  const { since, at } = missed
  if (testOver(telling.facts, sensor, since, at) !== undefined) return
  const cover = missed.proof === 'counter' ? coverAll(telling, missed) : coverMaybe(telling, missed)
  tell(telling, { kind: 'openings_missed', sensor, late: isLate(event), ...missed, ...cover })
}

interface Cover {
  readonly uncovered: number
  readonly permits: readonly PermitConsidered[]
}

/** Openings whose time is not known get the benefit of every permit in the interval, and use it. */
function coverAll(telling: Telling, { since, at, missing }: Missed): Cover {
  for (let uncovered = missing; ; uncovered -= 1) {
    const { permit, considered } = coverOne(telling, since, at)
    if (permit === null || uncovered === 1) return { uncovered: permit === null ? uncovered : 0, permits: considered }
  }
}

/** What may have been an opening uses no permit up. */
function coverMaybe({ facts, state }: Telling, { since, at }: Missed): Cover {
  const { permit, considered } = permitCover(facts.permits, state.permitUse, since, at)
  return { uncovered: permit === null ? 1 : 0, permits: considered }
}
