import type { Instant } from '../base/instant.ts'
import type { DoorState, WatchEvent } from './door.ts'
import { belongs, type Facts, isDistrustedIn } from './facts.ts'
import { begin, heed, pass, storyInstant } from './watch.ts'
import type { Told, WatchState } from './watch-state.ts'

/**
 * Law 3: arrival order does not matter, because every story has one order and the state is always the fold over it.
 *
 * Within one sensor, its runs (boots) come in the order of their first happening, and within a run its sequence numbers
 * decide; an event's place on the story's clock is always after its predecessor's of the same sensor, which takes the
 * jitter out of claimed ages. Sensors of one household are merged by that place, then by their identity. An event that
 * follows the state in this order is folded on; any other makes the household's story be told anew from its stored
 * events, which gives what folding them in order from the start would have given.
 */
export function inOrder(events: readonly WatchEvent[]): readonly WatchEvent[] {
  const placed: { at: Instant; event: WatchEvent }[] = []
  for (const ofSensor of Map.groupBy(events, (it) => it.sensor).values()) {
    let at = Number.NEGATIVE_INFINITY
    for (const event of inSensorOrder(ofSensor)) {
      at = Math.max(at + 1, event.occurredAt)
      placed.push({ at, event })
    }
  }
  // The sort is stable, so events of one sensor at one instant keep the sensor's own order.
  return placed.sort((a, b) => a.at - b.at || compare(a.event.sensor, b.event.sensor)).map((it) => it.event)
}

function inSensorOrder(events: readonly WatchEvent[]): readonly WatchEvent[] {
  const boots = [...Map.groupBy(events, (it) => it.boot).entries()].map(([boot, ofBoot]) => ({
    boot,
    firstAt: ofBoot.reduce((first, it) => Math.min(first, it.occurredAt), Number.POSITIVE_INFINITY),
    events: ofBoot.toSorted(inBootOrder),
  }))
  return boots.sort((a, b) => a.firstAt - b.firstAt || compare(a.boot, b.boot)).flatMap((it) => it.events)
}

function inBootOrder(a: WatchEvent, b: WatchEvent): number {
  if (a.seq !== null && b.seq !== null) return a.seq - b.seq
  return a.occurredAt - b.occurredAt || compare(a.kind, b.kind) || compare(`${a.contact}`, `${b.contact}`)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Whether the event comes after everything folded so far, in the story's order and after every deadline acted on. */
export function follows(state: WatchState, event: WatchEvent): boolean {
  if (event.occurredAt <= state.sweptAt) return false
  const door = state.doors[event.sensor]
  if (door?.heard && !followsOwnSensor(door, event)) return false
  const at = storyInstant(door, event)
  return at > state.at || (at === state.at && (state.lastSensor === null || event.sensor >= state.lastSensor))
}

function followsOwnSensor(door: DoorState, event: WatchEvent): boolean {
  if (door.boot !== event.boot) return event.occurredAt > door.at && !door.pastBoots.includes(event.boot)
  if (event.occurredAt < door.bootFirstAt) return false
  if (event.seq !== null && door.seq !== null) return event.seq > door.seq
  return event.occurredAt > door.at
}

/** Folds a story from its start: all its events in any order, then time up to `at`. */
export function tellAnew(facts: Facts, events: readonly WatchEvent[], at: Instant): Told {
  const begun = begin(facts)
  const within = inOrder(believed(facts, events).filter((it) => belongs(facts, it)))
  const told = heed(facts, begun.state, within, () => true) ?? begun
  return joined(joined(begun, told), pass(facts, told.state, at))
}

/** Folds events on to a state they all follow; null when one of them does not, and the story must be told anew. */
export function tellOn(facts: Facts, state: WatchState, events: readonly WatchEvent[]): Told | null {
  const heard = believed(facts, events)
  return heed(facts, state, heard.length <= 1 ? heard : inOrder(heard), follows)
}

/** What a sensor says while it is not believed is stored, and no part of the story. */
export function believed(facts: Facts, events: readonly WatchEvent[]): readonly WatchEvent[] {
  if (facts.distrusts.length === 0) return events
  return events.filter(({ sensor, occurredAt }) => !isDistrustedIn(facts, sensor, occurredAt, occurredAt))
}

export function joined(earlier: Told, later: Told): Told {
  if (earlier.openings.size === 0 && earlier.findings.size === 0) return later
  return {
    state: later.state,
    openings: new Map([...earlier.openings, ...later.openings]),
    findings: new Map([...earlier.findings, ...later.findings]),
  }
}
