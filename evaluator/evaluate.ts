import type { HouseholdId, OrderId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
import type { SequenceRange } from '../protocol/sequence-set.ts'
import { insertDoorEvents, type NewDoorEvent } from '../store/door-event.ts'
import { homesAt } from '../store/facts.ts'
import type { Queryable } from '../store/transaction.ts'
import { type HandledSequence, type OpenJournal, openJournals, writeOpenJournals } from './journals.ts'
import { type OpenStory, openStories } from './open-stories.ts'
import { tellOrderAnew } from './tell-order-anew.ts'
import { tellStories } from './tell-stories.ts'
import type { WatchCache } from './watch-cache.ts'

/** What a run of a sensor may be told once the transaction has committed. */
export interface Acknowledgeable {
  readonly sensor: SensorUid
  readonly boot: string
  readonly cumulative: number
  readonly holes: readonly SequenceRange[]
}

/** What became of a batch of events. Every event is in exactly one of the counts. */
export interface Outcome {
  readonly acknowledgeable: readonly Acknowledgeable[]
  readonly stored: readonly DoorEvent[]
  readonly duplicates: number
  /** Outside every order: counted, not recorded (law 6). */
  readonly outsideOrder: number
  /** Sensors fitted nowhere, or unknown. */
  readonly unassigned: number
  readonly lostSequences: number
  readonly alertChanges: number
  readonly toldAnew: number
  /** To be called once the transaction has committed: the states it wrote are good to keep in memory. */
  readonly remember: () => void
}

interface Place {
  readonly household: HouseholdId
  readonly order: OrderId
  readonly event: DoorEvent
}

/**
 * Takes a batch of events through the watch inside the caller's transaction: drops duplicates, finds each event's
 * household and order, stores what lies within an order, folds it, and writes state, openings, alerts, their log and
 * their notifications. Once the transaction commits, everything in `acknowledgeable` may be acknowledged (law 1).
 */
export async function evaluate(
  tx: Queryable,
  cache: WatchCache,
  events: readonly DoorEvent[],
  handled: readonly HandledSequence[],
  now: Instant,
): Promise<Outcome> {
  const { journals, strangers } = await openJournals(tx, events, handled)
  const { stories, strays } = await openStories(tx, cache, journals)
  const placed = await placeStrays(tx, strays)
  const inStory = stories.flatMap((it) => it.events.map((event) => placeIn(it, event)))
  const stored = [...inStory, ...placed.places]
  await insertDoorEvents(
    tx,
    stored.map(({ household, order, event }): NewDoorEvent => ({ household, order, event })),
  )
  const told = await tellStories(tx, stories, journals, now)
  const lostSequences = await writeOpenJournals(tx, journals)
  const anew = ordersToTellAnew([...told.anew, ...placed.places])
  let alertChanges = told.alertChanges
  for (const { household, order } of anew) alertChanges += await tellOrderAnew(tx, household, order, now)
  return {
    acknowledgeable: journals.map(toAcknowledgeable),
    stored: stored.map((it) => it.event),
    duplicates: journals.reduce((sum, it) => sum + it.duplicates, 0),
    outsideOrder: placed.outsideOrder,
    unassigned: placed.unassigned + strangers,
    lostSequences,
    alertChanges,
    toldAnew: anew.length,
    remember: () => {
      for (const { story, state } of told.written) {
        const sensors = story.facts.fittings.map((it) => it.sensor)
        cache.remember(story.facts.household, sensors, story.row.stateVersion + 1, state)
      }
    },
  }
}

function toAcknowledgeable({ sensor, boot, seen }: OpenJournal): Acknowledgeable {
  return { sensor, boot, cumulative: seen.cumulative, holes: seen.holes }
}

function placeIn({ facts }: OpenStory, event: DoorEvent): Place {
  return { household: facts.household, order: facts.order.id, event }
}

/** Events of another time than their household's present order: an earlier order, the next one, or none at all. */
async function placeStrays(
  tx: Queryable,
  strays: readonly DoorEvent[],
): Promise<{ places: readonly Place[]; outsideOrder: number; unassigned: number }> {
  if (strays.length === 0) return { places: [], outsideOrder: 0, unassigned: 0 }
  const homes = await homesAt(tx, strays)
  const places: Place[] = []
  for (const { index, household, order } of homes) {
    const event = strays[index]
    if (event !== undefined && order !== null) places.push({ household, order, event })
  }
  return { places, outsideOrder: homes.length - places.length, unassigned: strays.length - homes.length }
}

function ordersToTellAnew(
  places: readonly { household: HouseholdId; order: OrderId }[],
): readonly { household: HouseholdId; order: OrderId }[] {
  return [...new Map(places.map((it) => [it.order, it])).values()].toSorted((a, b) => a.household - b.household)
}
