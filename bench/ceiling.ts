import type { Pool } from 'pg'
import { inTransaction } from '../store/transaction.ts'

/**
 * PostgreSQL alone, for the same rows: one event row inserted, one journal row and one watch row rewritten per event, in
 * transactions of 500 over four connections, with the values made beforehand. What no service can be faster than.
 */
export async function postgresCeiling(pool: Pool, seconds: number): Promise<number> {
  const endsAt = performance.now() + seconds * 1000
  const startedMs = performance.now()
  const counts = await Promise.all([0, 1, 2, 3].map((worker) => write(pool, worker, endsAt)))
  return counts.reduce((sum, it) => sum + it, 0) / ((performance.now() - startedMs) / 1000)
}

const ROWS = 250

async function write(pool: Pool, worker: number, endsAt: number): Promise<number> {
  const sensors = Array.from({ length: ROWS }, (_, n) => `bench-${String(worker * ROWS + n + 1).padStart(6, '0')}`)
  let written = 0
  for (let round = 1; performance.now() < endsAt; round += 1) {
    await inTransaction(pool, async (tx) => {
      await tx.query({
        name: 'ceiling_events',
        text: `insert into door_event (occurred_at, received_at, household_id, order_id, sensor_uid, boot, seq, kind, contact, time_source, origin, openings, tamper)
               select now(), now(), 1, 1, s, 'ceiling', $2, 'heartbeat', 'closed', 'age', 'live', 1, null from unnest($1::text[]) s`,
        values: [sensors, round],
      })
      await tx.query({
        name: 'ceiling_journals',
        text: `update journal j set seen = int8multirange(int8range(1, $2 + 1)), heard_at = now() from unnest($1::text[]) s
               where j.sensor_uid = s and j.boot = 'ceiling'`,
        values: [sensors, round],
      })
      await tx.query({
        name: 'ceiling_watches',
        text: `update watch w set state = w.state from fitting f join unnest($1::text[]) s on f.sensor_uid = s
               where w.household_id = f.household_id`,
        values: [sensors],
      })
    })
    written += ROWS
  }
  return written
}

/** The journal rows that the ceiling rewrites. */
export async function prepareCeiling(pool: Pool): Promise<void> {
  await pool.query(`insert into journal (sensor_uid, boot, heard_at) select uid, 'ceiling', now() from sensor
                    where uid <= 'bench-001000' on conflict do nothing`)
}
