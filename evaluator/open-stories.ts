import type { HouseholdId, SensorUid } from '../base/id.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
import type { Queryable } from '../store/transaction.ts'
import { lockWatchesOf, type WatchRow } from '../store/watch.ts'
import { belongs, type Facts } from '../watch/facts.ts'
import type { WatchState } from '../watch/watch-state.ts'
import { hydrate, hydrateAll, placeKeyOf } from './hydrate.ts'
import type { OpenJournal } from './journals.ts'
import type { WatchCache } from './watch-cache.ts'

/** A household's story in this batch: its locked watch, and the events that belong to it. */
export interface OpenStory {
  readonly row: WatchRow<WatchState>
  readonly state: WatchState
  readonly facts: Facts
  readonly events: DoorEvent[]
}

/** Opens the watch of every household whose sensor speaks, and gives it its events; the others are strays. */
export async function openStories(
  tx: Queryable,
  cache: WatchCache,
  journals: readonly OpenJournal[],
): Promise<{ stories: readonly OpenStory[]; strays: readonly DoorEvent[] }> {
  const sensors = new Set(journals.filter((it) => it.fresh.length > 0).map((it) => it.sensor))
  const rows = await lockWatchesOf<WatchState>(
    tx,
    [...sensors].map((it) => cache.known(it)),
  )
  const known = await cache.factsOf(tx, rows)
  const stories = new Map<HouseholdId, OpenStory>()
  const homes = new Map<SensorUid, OpenStory>()
  for (const row of rows) {
    const story = stories.get(row.household) ?? openStory(cache, row, known.get(row.household))
    if (story === null) continue
    stories.set(row.household, story)
    homes.set(row.sensor, story)
  }
  const strays: DoorEvent[] = []
  for (const event of journals.flatMap((it) => it.fresh)) {
    const story = homes.get(event.sensor)
    if (story !== undefined && belongs(story.facts, event)) story.events.push(event)
    else strays.push(event)
  }
  const told = [...stories.values()].filter((it) => it.events.length > 0)
  return { stories: await standing(tx, told, journals), strays }
}

function openStory(cache: WatchCache, row: WatchRow<WatchState>, facts: Facts | undefined): OpenStory | null {
  const state = row.state ?? cache.stateOf(row.household, row.stateVersion)
  return state === null || facts === undefined ? null : { row, facts, state, events: [] }
}

/** Stories with their doors' places: from the journal at hand, or for a sensor's earlier run from its row. */
async function standing(
  tx: Queryable,
  stories: readonly OpenStory[],
  journals: readonly OpenJournal[],
): Promise<readonly OpenStory[]> {
  const places = new Map(journals.map((it) => [`${it.sensor}/${it.boot}`, it]))
  const done: OpenStory[] = []
  const elsewhere: OpenStory[] = []
  for (const story of stories) {
    const key = placeKeyOf(story.facts, story.state)
    const place = key === null ? null : places.get(`${key.sensor}/${key.boot}`)
    if (place === undefined) elsewhere.push(story)
    else
      done.push(
        key === null || !place?.placeBefore ? story : { ...story, state: hydrate(story.state, key, place.placeBefore) },
      )
  }
  return [...done, ...(await hydrateAll(tx, elsewhere))]
}
