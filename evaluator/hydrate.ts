import type { SensorUid } from '../base/id.ts'
import { type JournalKey, readStoryPlaces, type StoryPlace } from '../store/journal.ts'
import type { Queryable } from '../store/transaction.ts'
import type { DoorState } from '../watch/door.ts'
import type { Facts } from '../watch/facts.ts'
import type { WatchState } from '../watch/watch-state.ts'

/**
 * Most messages are heartbeats, and change nothing of a household's state but how far its door's story has come. For a
 * household with one sensor that place is kept in the sensor's journal row, which is written with every message anyway,
 * and the watch row is left alone; here the two are put together again.
 */
function hasOneDoor(facts: Facts): boolean {
  return facts.fittings.length === 1
}

/** The state with the door's place, where the journal's is ahead of the state's. */
export function hydrate(state: WatchState, key: JournalKey, place: StoryPlace): WatchState {
  const door = state.doors[key.sensor]
  if (door === undefined || door.boot !== key.boot || place.at <= door.at) return state
  const { at, seq, coveredMs } = place
  return {
    ...state,
    at,
    lastSensor: key.sensor,
    doors: {
      ...state.doors,
      [key.sensor]: { ...door, at, seq, coveredMs, countedAt: countsEach(door) ? at : door.countedAt },
    },
  }
}

/** Whether the door's last message said the sensor's count of openings; then the next heartbeat in line does too. */
function countsEach(door: DoorState): boolean {
  return door.countedAt === door.at
}

/** The run whose place belongs to a household's state; null where the state says it all. */
export function placeKeyOf(facts: Facts, state: WatchState): JournalKey | null {
  const [fitting] = facts.fittings
  if (fitting === undefined || !hasOneDoor(facts)) return null
  const boot = state.doors[fitting.sensor]?.boot ?? null
  return boot === null ? null : { sensor: fitting.sensor, boot }
}

/** Puts states and places together for households whose watch was read without an event. */
export async function hydrateAll<T extends { readonly facts: Facts; readonly state: WatchState }>(
  db: Queryable,
  all: readonly T[],
): Promise<readonly T[]> {
  const keys = all.map((it) => placeKeyOf(it.facts, it.state)).filter((it) => it !== null)
  const places = new Map<SensorUid, JournalKey & StoryPlace>()
  for (const place of await readStoryPlaces(db, keys)) places.set(place.sensor, place)
  return all.map((it) => {
    const key = placeKeyOf(it.facts, it.state)
    const place = key === null ? undefined : places.get(key.sensor)
    return key === null || place === undefined ? it : { ...it, state: hydrate(it.state, key, place) }
  })
}

/** Whether folding changed nothing but the door's place, so that the journal row alone has to be written. */
export function onlyHeard(before: WatchState, after: WatchState, sensor: SensorUid): boolean {
  const was = before.doors[sensor]
  const is = after.doors[sensor]
  if (was === undefined || is === undefined) return false
  return (
    was.boot === is.boot &&
    was.contact === is.contact &&
    was.openings === is.openings &&
    was.recorded === is.recorded &&
    countsEach(was) === countsEach(is) &&
    was.tamperedAt === is.tamperedAt &&
    was.opening === is.opening &&
    was.heard &&
    before.sweptAt === after.sweptAt &&
    before.ended === after.ended &&
    before.permitUse === after.permitUse &&
    before.memories === after.memories
  )
}
