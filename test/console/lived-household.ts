import type { Pool } from 'pg'
import { evaluate } from '../../evaluator/evaluate.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import type { DoorEvent } from '../../protocol/door-event.ts'
import type { CommunityDoor } from '../../registry/community.ts'
import { insertReadings } from '../../store/sensor-reading.ts'
import { inTransaction } from '../../store/transaction.ts'
import type { WatchEvent } from '../../watch/door.ts'
import { doorEvent } from '../evaluator/door-event.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const BATCH = 500

export interface Life {
  readonly days: number
  /** From now; its opening is the last thing that happened. */
  readonly now: number
}

/**
 * Days of one sensor: a heartbeat a minute, a minute's opening every six hours, an hour of silence each day. Its order
 * is put back so that it lies in them. At last it opens, and stays open.
 */
export async function liveAlone(pool: Pool, door: CommunityDoor, { days, now }: Life): Promise<number> {
  const from = now - days * DAY_MS
  await pool.query(
    `update quarantine_order set starts_at = $2, activated_at = $2, ends_at = $3 where household_id = $1`,
    [door.householdId, new Date(from), new Date(now + DAY_MS * 2)],
  )
  await pool.query('update fitting set fitted_from = $2 where sensor_uid = $1', [door.uid, new Date(from - DAY_MS)])
  await pool.query(
    'update watch set state = null, facts_stale_from = $2, state_version = state_version + 1 where household_id = $1',
    [door.householdId, new Date(from)],
  )
  const events = eventsOf(door, from, now)
  const cache = new WatchCache()
  for (let at = 0; at < events.length; at += BATCH) {
    const batch = events.slice(at, at + BATCH)
    const until = batch.at(-1)?.receivedAt ?? now
    const outcome = await inTransaction(pool, (tx) => evaluate(tx, cache, batch, [], until))
    outcome.remember()
    await inTransaction(pool, (tx) =>
      insertReadings(
        tx,
        batch.filter((_, index) => index % 60 === 0),
      ),
    )
  }
  return events.length
}

function eventsOf({ uid }: CommunityDoor, from: number, now: number): DoorEvent[] {
  const events: DoorEvent[] = []
  const say = (kind: WatchEvent['kind'], at: number, contact: WatchEvent['contact']) => {
    const seq = events.length + 1
    const heard = {
      sensor: uid,
      kind,
      contact,
      occurredAt: at,
      receivedAt: at,
      boot: 'one',
      seq,
      openings: null,
      tamper: null,
    }
    const share = (at - from) / (now - from)
    events.push({ ...doorEvent(heard), batteryPercent: 100 - 20 * share, rssi: -60 - 10 * Math.sin(share * 40) })
  }
  say('closed', from, 'closed')
  for (let minute = 1; from + minute * MINUTE_MS < now; minute++) {
    const at = from + minute * MINUTE_MS
    if (minute % 1440 > 700 && minute % 1440 < 760) continue
    if (minute % 360 === 200) say('opened', at, 'open')
    else if (minute % 360 === 201) say('closed', at, 'closed')
    else say('heartbeat', at, 'closed')
  }
  say('opened', now, 'open')
  return events
}
