import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact } from '../protocol/door-event.ts'
import { numberArray, textArray } from './array-literal.ts'
import type { Queryable } from './transaction.ts'

export interface JournalKey {
  readonly sensor: SensorUid
  readonly boot: string
}

/** Where a door's story stands: kept here for heartbeats, which change nothing else and do not rewrite the watch row. */
export interface StoryPlace {
  readonly at: Instant
  readonly seq: number | null
  readonly coveredMs: number
}

export interface JournalRow extends JournalKey {
  /** PostgreSQL's text of an int8multirange, as `{[1,42),[44,45)}`. */
  readonly seen: string
  /** See RecentTransmissions. */
  readonly recent: unknown
  readonly storyAt: Instant | null
  readonly storySeq: number | null
  readonly coveredMs: number | null
}

export interface JournalChange extends JournalKey {
  readonly seen: string
  /** JSON; null leaves what is stored. */
  readonly recent: string | null
  /** Null leaves what is stored. */
  readonly place: StoryPlace | null
  readonly heardAt: Instant
  readonly contact: string | null
  readonly contactAt: Instant | null
  readonly openings: number | null
  readonly rssi: number | null
}

/**
 * Locks the rows of these runs, making those that are new, and returns those of sensors that exist. Locks are taken in
 * one order everywhere (sensor, boot), so that two workers cannot wait for each other.
 */
export async function lockJournals(tx: Queryable, keys: readonly JournalKey[]): Promise<readonly JournalRow[]> {
  const sensors = textArray(keys.map((it) => it.sensor))
  const boots = textArray(keys.map((it) => it.boot))
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

async function lock(tx: Queryable, sensors: string, boots: string): Promise<readonly JournalRow[]> {
  const { rows } = await tx.query<JournalRow>({
    name: 'lock_journals',
    text: `select j.sensor_uid as sensor, j.boot, j.seen::text as seen, j.recent, j.story_at as "storyAt", j.story_seq as "storySeq",
             j.covered_ms as "coveredMs"
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
             recent = coalesce(k.recent::json, j.recent),
             heard_at = greatest(j.heard_at, to_timestamp(k.heard_at / 1000.0)),
             contact = coalesce(k.contact, j.contact),
             contact_at = case when k.contact is distinct from coalesce(j.contact, '') and k.contact is not null
                          then to_timestamp(k.contact_at / 1000.0) else j.contact_at end,
             openings = coalesce(k.openings, j.openings),
             rssi = coalesce(k.rssi, j.rssi),
             story_at = coalesce(k.story_at, j.story_at),
             story_seq = coalesce(k.story_seq, j.story_seq),
             covered_ms = coalesce(k.covered_ms, j.covered_ms)
           from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::text[], $6::float8[], $7::int8[], $8::float8[],
             $9::int8[], $10::float8[], $11::float4[], $12::text[])
             as k (sensor, boot, seen, heard_at, contact, contact_at, openings, story_at, story_seq, covered_ms, rssi, recent)
           where j.sensor_uid = k.sensor and j.boot = k.boot`,
    values: [
      textArray(changes.map((it) => it.sensor)),
      textArray(changes.map((it) => it.boot)),
      textArray(changes.map((it) => it.seen)),
      numberArray(changes.map((it) => it.heardAt)),
      textArray(changes.map((it) => it.contact)),
      numberArray(changes.map((it) => it.contactAt)),
      numberArray(changes.map((it) => it.openings)),
      numberArray(changes.map((it) => it.place?.at ?? null)),
      numberArray(changes.map((it) => it.place?.seq ?? null)),
      numberArray(changes.map((it) => it.place?.coveredMs ?? null)),
      numberArray(changes.map((it) => it.rssi)),
      textArray(changes.map((it) => it.recent)),
    ],
  })
}

/** Where the stories of these runs stand, without locking. Runs that are in no story are absent. */
export async function readStoryPlaces(
  db: Queryable,
  keys: readonly JournalKey[],
): Promise<readonly (JournalKey & StoryPlace)[]> {
  if (keys.length === 0) return []
  const { rows } = await db.query<JournalKey & StoryPlace>({
    name: 'read_story_places',
    text: `select j.sensor_uid as sensor, j.boot, j.story_at as at, j.story_seq as seq, j.covered_ms as "coveredMs"
           from unnest($1::text[], $2::text[]) as k (sensor, boot)
           join journal j on j.sensor_uid = k.sensor and j.boot = k.boot
           where j.story_at is not null`,
    values: [textArray(keys.map((it) => it.sensor)), textArray(keys.map((it) => it.boot))],
  })
  return rows
}

/** The latest that a sensor told of its door and of itself, in whichever run. There is no history behind it. */
export interface LastWord {
  readonly heardAt: Instant
  readonly contact: Contact | null
  /** Since when the door is so: when the change happened, by the sensor's own account. */
  readonly contactAt: Instant | null
  /** Counted by the sensor since it was made. */
  readonly openings: number | null
  /** dBm. */
  readonly rssi: number | null
}

/** Null: never heard. */
export async function readLastWord(db: Queryable, sensor: SensorUid): Promise<LastWord | null> {
  const { rows } = await db.query<LastWord>({
    name: 'read_last_word',
    text: `select heard_at as "heardAt", contact, contact_at as "contactAt", openings, rssi
           from journal where sensor_uid = $1 and heard_at > '-infinity' order by heard_at desc limit 1`,
    values: [sensor],
  })
  return rows[0] ?? null
}
