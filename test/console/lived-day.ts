import type { Pool } from 'pg'
import { evaluate } from '../../evaluator/evaluate.ts'
import { passTimeWhereDue } from '../../evaluator/pass-time.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import type { DoorEvent } from '../../protocol/door-event.ts'
import type { CommunityDoor } from '../../registry/community.ts'
import { inTransaction } from '../../store/transaction.ts'
import type { WatchEvent } from '../../watch/door.ts'
import { doorEvent } from '../evaluator/door-event.ts'

const MINUTE_MS = 60_000
const STEP_MS = 30 * MINUTE_MS

/** Minutes from the beginning: from when until when a door stands open. */
export type Opened = readonly [from: number, until: number]

export interface DoorLife {
  readonly door: CommunityDoor
  readonly openings: readonly Opened[]
  /** From when on nothing is heard of its sensor. */
  readonly silentFrom?: number
}

/** What a person does, so many minutes from the beginning. */
export interface Deed {
  readonly at: number
  readonly act: (now: number) => Promise<unknown>
}

/** Lives hours of many doors half an hour at a time: what sensors say, what time brings, what people do. */
export async function liveDay(
  pool: Pool,
  begin: number,
  minutes: number,
  lives: readonly DoorLife[],
  deeds: readonly Deed[],
): Promise<void> {
  const events = lives.flatMap((it) => eventsOf(it, begin, minutes)).toSorted((a, b) => a.occurredAt - b.occurredAt)
  const cache = new WatchCache()
  let done = 0
  for (let from = begin; from < begin + minutes * MINUTE_MS; from += STEP_MS) {
    const until = from + STEP_MS
    for (const deed of deeds) {
      const at = begin + deed.at * MINUTE_MS
      if (at >= from && at < until) await deed.act(at)
    }
    const next = events.findIndex((it) => it.occurredAt >= until)
    const batch = events.slice(done, next < 0 ? events.length : next)
    done += batch.length
    const outcome = await inTransaction(pool, (tx) => evaluate(tx, cache, batch, [], until))
    outcome.remember()
    while ((await inTransaction(pool, (tx) => passTimeWhereDue(tx, cache, until))).more);
  }
}

/** A heartbeat every half an hour, and the edges. */
function eventsOf({ door, openings, silentFrom = Number.POSITIVE_INFINITY }: DoorLife, begin: number, minutes: number) {
  const said: { at: number; kind: WatchEvent['kind']; contact: WatchEvent['contact'] }[] = []
  const isOpen = (at: number): boolean => openings.some(([from, until]) => from <= at && at < until)
  for (let at = 1; at < minutes; at += 30) {
    said.push({ at, kind: 'heartbeat', contact: isOpen(at) ? 'open' : 'closed' })
  }
  for (const [from, until] of openings) {
    said.push({ at: from, kind: 'opened', contact: 'open' }, { at: until, kind: 'closed', contact: 'closed' })
  }
  return said
    .filter(({ at }) => at < silentFrom && at < minutes)
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, kind, contact }, n): DoorEvent => {
      const when = begin + at * MINUTE_MS
      const heard = { occurredAt: when, receivedAt: when, boot: 'one', seq: n + 1, openings: null, tamper: null }
      return doorEvent({ sensor: door.uid, kind, contact, ...heard })
    })
}
