import type { HouseholdId, OrderId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
import type { SequenceRange } from '../protocol/sequence-set.ts'
import { insertDoorEvents, type NewDoorEvent } from '../store/door-event.ts'
import { homesAt } from '../store/facts.ts'
import type { Queryable } from '../store/transaction.ts'
import { householdsOf, lockWatches, type WatchChange, type WatchRow, writeWatches } from '../store/watch.ts'
import { type Facts, withinOrder } from '../watch/facts.ts'
import { tellOn } from '../watch/story.ts'
import { deadline, type WatchState } from '../watch/watch.ts'
import type { FactsCache } from './facts-cache.ts'
import { type HandledSequence, type OpenJournal, openJournals, writeOpenJournals } from './journals.ts'
import { tellOrderAnew } from './tell-order-anew.ts'
import { type Verdict, writeVerdicts } from './verdicts.ts'

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
}

/** A household's story in this batch: its locked watch, and the events that belong to it. */
interface OpenStory {
  readonly row: WatchRow<WatchState>
  readonly state: WatchState
  readonly facts: Facts
  readonly events: DoorEvent[]
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
  cache: FactsCache,
  events: readonly DoorEvent[],
  handled: readonly HandledSequence[],
  now: Instant,
): Promise<Outcome> {
  const { journals, strangers } = await openJournals(tx, events, handled)
  const fresh = journals.flatMap((it) => it.fresh)
  const { stories, strays } = await openStories(tx, cache, fresh)
  const placed = await placeStrays(tx, strays)
  const inStory = stories.flatMap((it) => it.events.map((event) => placeIn(it, event)))
  const stored = [...inStory, ...placed.places]
  await insertDoorEvents(
    tx,
    stored.map(({ household, order, event }): NewDoorEvent => ({ household, order, event })),
  )
  const told = await tellStories(tx, stories, now)
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
  }
}

function toAcknowledgeable({ sensor, boot, seen }: OpenJournal): Acknowledgeable {
  return { sensor, boot, cumulative: seen.cumulative, holes: seen.holes }
}

function placeIn({ facts }: OpenStory, event: DoorEvent): Place {
  return { household: facts.household, order: facts.order.id, event }
}

/** Opens the watch of every household whose sensor speaks, and gives it its events; the others are strays. */
async function openStories(
  tx: Queryable,
  cache: FactsCache,
  fresh: readonly DoorEvent[],
): Promise<{ stories: readonly OpenStory[]; strays: readonly DoorEvent[] }> {
  const homes = await householdsOf(tx, [...new Set(fresh.map((it) => it.sensor))])
  const rows = await lockWatches<WatchState>(tx, [...new Set(homes.values())])
  const known = await cache.of(tx, rows)
  const stories = new Map<HouseholdId, OpenStory>()
  for (const row of rows) {
    const facts = known.get(row.household)
    if (facts !== undefined && row.state !== null) {
      stories.set(row.household, { row, facts, state: row.state, events: [] })
    }
  }
  const strays: DoorEvent[] = []
  for (const event of fresh) {
    const home = homes.get(event.sensor)
    const story = home === undefined ? undefined : stories.get(home)
    if (story !== undefined && belongs(story.facts, event)) story.events.push(event)
    else strays.push(event)
  }
  return { stories: [...stories.values()].filter((it) => it.events.length > 0), strays }
}

function belongs(facts: Facts, { sensor, occurredAt }: DoorEvent): boolean {
  return (
    withinOrder(facts.order, occurredAt) &&
    facts.fittings.some(
      (it) => it.sensor === sensor && it.from <= occurredAt && (it.until === null || occurredAt < it.until),
    )
  )
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

/** Folds each story on; a story whose events do not follow its state is to be told anew from what is stored. */
async function tellStories(
  tx: Queryable,
  stories: readonly OpenStory[],
  now: Instant,
): Promise<{ anew: readonly { household: HouseholdId; order: OrderId }[]; alertChanges: number }> {
  const verdicts: Verdict[] = []
  const writes: WatchChange[] = []
  const anew: { household: HouseholdId; order: OrderId }[] = []
  for (const { row, facts, state, events } of stories) {
    const told = tellOn(facts, state, events)
    if (told === null) anew.push({ household: facts.household, order: facts.order.id })
    else {
      verdicts.push({ facts, told })
      writes.push({
        household: facts.household,
        state: told.state,
        deadline: earlier(row.deadline, deadline(facts, told.state)),
      })
    }
  }
  const alertChanges = await writeVerdicts(tx, verdicts, now)
  await writeWatches(tx, writes)
  return { anew, alertChanges }
}

/** The stored deadline only moves forward when time passes: an early look costs less than an index change per event. */
function earlier(stored: Instant | null, next: Instant | null): Instant | null {
  if (stored === null || next === null) return next
  return Math.min(stored, next)
}

function ordersToTellAnew(
  places: readonly { household: HouseholdId; order: OrderId }[],
): readonly { household: HouseholdId; order: OrderId }[] {
  return [...new Map(places.map((it) => [it.order, it])).values()].toSorted((a, b) => a.household - b.household)
}
