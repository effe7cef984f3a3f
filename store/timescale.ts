import type { Queryable } from './transaction.ts'

/**
 * The whole difference between PostgreSQL and TimescaleDB. Where the extension is available, events and readings become
 * hypertables with compression and retention, and the hourly counts a continuous aggregate; where it is not, the same
 * name is a view, and retention is `eraseExpired` alone. Idempotent, also when the extension is added later.
 */
export async function applyTimescale(db: Queryable): Promise<void> {
  if (await isAvailable(db)) {
    await db.query('create extension if not exists timescaledb')
    await makeHypertable(db, 'door_event', 'occurred_at', DOOR_EVENT_DAYS_MAX)
    await makeHypertable(db, 'sensor_reading', 'read_at', DOOR_EVENT_DAYS_MAX)
    await makeHourlyAggregate(db)
  } else
    await db.query(`create or replace view door_event_hourly as ${hourly("date_bin('1 hour', occurred_at, 'epoch')")}`)
}

/** Chunks are compressed once no sensor can still be offline with events for them: `age` reaches back 30 days. */
const COMPRESS_AFTER_DAYS = 31
/** A backstop behind the erasure of each order: an order's term and its retention are shorter. */
const DOOR_EVENT_DAYS_MAX = 120

async function isAvailable(db: Queryable): Promise<boolean> {
  const { rows } = await db.query("select 1 from pg_available_extensions where name = 'timescaledb'")
  return rows.length > 0
}

async function makeHypertable(db: Queryable, table: string, time: string, daysMax: number): Promise<void> {
  await db.query(
    `select create_hypertable('${table}', '${time}', chunk_time_interval => interval '1 day',
       create_default_indexes => false, if_not_exists => true, migrate_data => true)`,
  )
  const { rows } = await db.query(
    `select 1 from timescaledb_information.hypertables where hypertable_name = '${table}' and compression_enabled`,
  )
  if (rows.length === 0) {
    await db.query(
      `alter table ${table} set (timescaledb.compress, timescaledb.compress_segmentby = 'sensor_uid',
         timescaledb.compress_orderby = '${time}')`,
    )
  }
  await db.query(
    `select add_compression_policy('${table}', compress_after => interval '${COMPRESS_AFTER_DAYS} days', if_not_exists => true)`,
  )
  await db.query(
    `select add_retention_policy('${table}', drop_after => interval '${daysMax} days', if_not_exists => true)`,
  )
}

async function makeHourlyAggregate(db: Queryable): Promise<void> {
  const { rows } = await db.query(
    "select 1 from timescaledb_information.continuous_aggregates where view_name = 'door_event_hourly'",
  )
  if (rows.length === 0) {
    await db.query('drop view if exists door_event_hourly')
    await db.query(
      `create materialized view door_event_hourly with (timescaledb.continuous, timescaledb.materialized_only = false) as
       ${hourly("time_bucket('1 hour', occurred_at)")} with no data`,
    )
  }
  await db.query(
    `select add_continuous_aggregate_policy('door_event_hourly', start_offset => interval '${COMPRESS_AFTER_DAYS} days',
       end_offset => interval '1 hour', schedule_interval => interval '30 minutes', if_not_exists => true)`,
  )
}

/** What the hourly counts are, whichever way they are kept. */
export function hourly(bucket: string): string {
  return `select ${bucket} as bucket, household_id, sensor_uid,
      count(*) filter (where kind = 'opened') as opened, count(*) filter (where kind = 'closed') as closed,
      count(*) as events
    from door_event group by 1, 2, 3`
}
