import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
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

function openJournal({ sensor, boot, seen, storyAt, storySeq, coveredMs }: JournalRow): OpenJournal {
  const placeBefore = storyAt === null ? null : { at: storyAt, seq: storySeq, coveredMs: coveredMs ?? 0 }
  return { sensor, boot, placeBefore, place: null, seen: SequenceSet.parse(seen), fresh: [], duplicates: 0, heardAt: 0 }
}

function takeIn(journal: OpenJournal, event: DoorEvent): void {
  journal.heardAt = Math.max(journal.heardAt, event.receivedAt)
  if (event.seq === null || journal.seen.add(event.seq)) journal.fresh.push(event)
  else journal.duplicates += 1
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
