import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

export interface JournalKey {
  readonly sensor: SensorUid
  readonly boot: string
}

export interface JournalRow extends JournalKey {
  /** PostgreSQL's text of an int8multirange, as `{[1,42),[44,45)}`. */
  readonly seen: string
}

export interface JournalChange extends JournalRow {
  readonly heardAt: Instant
  readonly contact: string | null
  readonly contactAt: Instant | null
  readonly openings: number | null
}

/**
 * Locks the rows of these runs, making those that are new, and returns those of sensors that exist. Locks are taken in
 * one order everywhere (sensor, boot), so that two workers cannot wait for each other.
 */
export async function lockJournals(tx: Queryable, keys: readonly JournalKey[]): Promise<readonly JournalRow[]> {
  const sensors = keys.map((it) => it.sensor)
  const boots = keys.map((it) => it.boot)
  const locked = await lock(tx, sensors, boots)
  if (locked.length === keys.length) return locked
  await tx.query({
    name: 'make_journals',
    text: `insert into journal (sensor_uid, boot, heard_at)
           select k.sensor, k.boot, '-infinity' from unnest($1::text[], $2::text[]) as k (sensor, boot)
           join sensor s on s.uid = k.sensor
           order by k.sensor, k.boot on conflict do nothing`,
    values: [sensors, boots],
  })
  return lock(tx, sensors, boots)
}

async function lock(tx: Queryable, sensors: SensorUid[], boots: string[]): Promise<readonly JournalRow[]> {
  const { rows } = await tx.query<JournalRow>({
    name: 'lock_journals',
    text: `select j.sensor_uid as sensor, j.boot, j.seen::text as seen
           from unnest($1::text[], $2::text[]) as k (sensor, boot)
           join journal j on j.sensor_uid = k.sensor and j.boot = k.boot
           order by j.sensor_uid, j.boot for update of j`,
    values: [sensors, boots],
  })
  return rows
}

export async function writeJournals(tx: Queryable, changes: readonly JournalChange[]): Promise<void> {
  await tx.query({
    name: 'write_journals',
    text: `update journal j set
             seen = k.seen::int8multirange,
             heard_at = greatest(j.heard_at, to_timestamp(k.heard_at / 1000.0)),
             contact = coalesce(k.contact, j.contact),
             contact_at = case when k.contact is distinct from coalesce(j.contact, '') and k.contact is not null
                          then to_timestamp(k.contact_at / 1000.0) else j.contact_at end,
             openings = coalesce(k.openings, j.openings)
           from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::text[], $6::float8[], $7::int8[])
             as k (sensor, boot, seen, heard_at, contact, contact_at, openings)
           where j.sensor_uid = k.sensor and j.boot = k.boot`,
    values: [
      changes.map((it) => it.sensor),
      changes.map((it) => it.boot),
      changes.map((it) => it.seen),
      changes.map((it) => it.heardAt),
      changes.map((it) => it.contact),
      changes.map((it) => it.contactAt),
      changes.map((it) => it.openings),
    ],
  })
}
