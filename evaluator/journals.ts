import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
import { RecentTransmissions } from '../protocol/recent-transmissions.ts'
import { SequenceSet } from '../protocol/sequence-set.ts'
import { type JournalChange, type JournalRow, lockJournals, type StoryPlace, writeJournals } from '../store/journal.ts'
import type { Queryable } from '../store/transaction.ts'

/** A number that arrived with a message nobody could use: it is in, so that it is not asked for again. */
export interface HandledSequence {
  readonly sensor: SensorUid
  readonly boot: string
  readonly seq: number
  readonly receivedAt: Instant
}

/** One run of one sensor, locked, with what this batch brought. */
export interface OpenJournal {
  readonly sensor: SensorUid
  readonly boot: string
  /** Where the story stood; null before the run's first message within an order. */
  readonly placeBefore: StoryPlace | null
  /** Where it stands now; null when this batch told nothing of it. */
  place: StoryPlace | null
  readonly seen: SequenceSet
  readonly recent: RecentTransmissions
  readonly fresh: DoorEvent[]
  duplicates: number
  heardAt: Instant
}

/**
 * Locks the runs that these events belong to and sorts out duplicates. Events of sensors that do not exist have no
 * journal and are returned as strangers.
 */
export async function openJournals(
  tx: Queryable,
  events: readonly DoorEvent[],
  handled: readonly HandledSequence[],
): Promise<{ journals: readonly OpenJournal[]; strangers: number }> {
  const keys = new Map<string, { sensor: SensorUid; boot: string }>()
  for (const { sensor, boot } of [...events, ...handled]) keys.set(`${sensor}/${boot}`, { sensor, boot })
  const rows = await lockJournals(tx, [...keys.values()])
  const journals = new Map<string, OpenJournal>()
  for (const row of rows) journals.set(`${row.sensor}/${row.boot}`, openJournal(row))
  let strangers = 0
  for (const event of events) {
    const journal = journals.get(`${event.sensor}/${event.boot}`)
    if (journal === undefined) strangers += 1
    else takeIn(journal, event)
  }
  for (const { sensor, boot, seq, receivedAt } of handled) {
    const journal = journals.get(`${sensor}/${boot}`)
    journal?.seen.add(seq)
    if (journal) journal.heardAt = Math.max(journal.heardAt, receivedAt)
  }
  return { journals: [...journals.values()], strangers }
}

function openJournal({ sensor, boot, seen, recent, storyAt, storySeq, coveredMs }: JournalRow): OpenJournal {
  const placeBefore = storyAt === null ? null : { at: storyAt, seq: storySeq, coveredMs: coveredMs ?? 0 }
  return {
    ...{ sensor, boot, placeBefore, place: null, seen: SequenceSet.parse(seen) },
    ...{ recent: RecentTransmissions.of(recent), fresh: [], duplicates: 0, heardAt: 0 },
  }
}

function takeIn(journal: OpenJournal, event: DoorEvent): void {
  journal.heardAt = Math.max(journal.heardAt, event.receivedAt)
  if (isNew(journal, event)) journal.fresh.push(event)
  else journal.duplicates += 1
}

/** A state without a time of its own, said again so soon after itself, is the same message twice. */
const SAME_STATE_MS = 3000
const NEVER_MS = -1

/**
 * By its number, by the sender's or the network's name for the transmission, or else by saying the same as the one before
 * it. The last only where arrival decides when it happened: then the order of arrival is the order of happening.
 */
function isNew({ seen, recent }: OpenJournal, event: DoorEvent): boolean {
  const { seq, transmission, timeSource, receivedAt, kind, contact, tamper, openings } = event
  if (seq !== null) return seen.add(seq)
  if (transmission !== undefined) return recent.add(transmission, receivedAt)
  const state = `state ${kind} ${contact} ${tamper} ${openings}`
  return recent.addState(state, timeSource === 'arrival' ? SAME_STATE_MS : NEVER_MS, receivedAt)
}

/** Writes what is in. Returns how many numbers were given up because a run had too many holes. */
export async function writeOpenJournals(tx: Queryable, journals: readonly OpenJournal[]): Promise<number> {
  let lost = 0
  const changes = journals.map((journal): JournalChange => {
    for (const [first, last] of journal.seen.giveUpOldest()) lost += last - first + 1
    const latest = journal.fresh.findLast((it) => it.contact !== null)
    return {
      sensor: journal.sensor,
      boot: journal.boot,
      seen: journal.seen.toString(),
      recent: journal.fresh.some((it) => it.seq === null) ? JSON.stringify(journal.recent) : null,
      heardAt: journal.heardAt,
      place: journal.place,
      contact: latest?.contact ?? null,
      contactAt: latest?.occurredAt ?? null,
      openings: journal.fresh.findLast((it) => it.openings !== null)?.openings ?? null,
      rssi: journal.fresh.findLast((it) => it.rssi !== null)?.rssi ?? null,
    }
  })
  if (changes.length > 0) await writeJournals(tx, changes)
  return lost
}
