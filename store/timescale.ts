import type { OrderId } from '../base/id.ts'
import type { Queryable } from './transaction.ts'

/**
 * The whole difference between PostgreSQL and TimescaleDB. Where the extension is available, events and readings become
 * hypertables with compression and retention, and the hourly counts a continuous aggregate; where it is not, the same
 * name is a view, and retention is a job of ours. Idempotent, also when the extension is added later. One difference can
 * be seen: the aggregate counts what is newer than its last refresh at once, and what came late at the next refresh.
 */
export async function applyTimescale(db: Queryable): Promise<void> {
  if (await isAvailable(db)) {
    await db.query('create extension if not exists timescaledb')
    await makeHypertable(db, 'door_event', 'occurred_at', SERIES_DAYS_MAX)
    await makeHypertable(db, 'sensor_reading', 'read_at', SERIES_DAYS_MAX)
    await makeHourlyAggregate(db)
  } else {
    await db.query(`drop view if exists door_event_hourly; create view door_event_hourly as ${HOURLY_PLAIN}`)
  }
}

/** Before the migrations are taken back: what they do not know of goes, and what they drop is as they made it, but empty. */
export async function removeTimescale(db: Queryable): Promise<void> {
  if ((await materializedHourly(db)) === null) {
    await db.query('drop view if exists door_event_hourly')
    return
  }
  await db.query('drop materialized view door_event_hourly')
  for (const table of ['door_event', 'sensor_reading']) {
    await db.query(`create table plain (like ${table} including all)`)
    await db.query(`drop table ${table}`)
    await db.query(`alter table plain rename to ${table}`)
  }
}

/** Chunks are compressed once no sensor can still be offline with events for them: `age` reaches back 30 days. */
const COMPRESS_AFTER_DAYS = 31
/** A backstop behind the erasure of each order: an order's term and its retention are shorter. */
export const SERIES_DAYS_MAX = 120

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

/** What the hourly counts are, whichever way they are kept. The order is in it because an order's counts go with it. */
function hourly(bucket: string): string {
  return `select ${bucket} as bucket, household_id, order_id, sensor_uid,
      count(*) filter (where kind = 'opened') as opened, count(*) filter (where kind = 'closed') as closed,
      count(*) as events
    from door_event group by 1, 2, 3, 4`
}

/** The plain view's query, which runs on both: the test compares the aggregate with it. */
export const HOURLY_PLAIN = hourly("date_bin('1 hour', occurred_at, 'epoch')")

/**
 * Within the transaction that is going to delete an order's events: also takes the hourly counts that are kept of them,
 * and lets the deletion reach into compressed chunks however many rows it finds there.
 */
export async function beginErasure(tx: Queryable, order: OrderId): Promise<void> {
  const kept = await materializedHourly(tx)
  if (kept === null) return
  await tx.query('set local timescaledb.max_tuples_decompressed_per_dml_transaction = 0')
  await tx.query(`delete from ${kept} where order_id = $1`, [order])
}

/** Whether the series lose their old rows by themselves. */
export async function keepsOnlyNew(db: Queryable): Promise<boolean> {
  return (await materializedHourly(db)) !== null
}

/** The table behind the continuous aggregate. Deleting the events alone would leave its rows: they are refreshed no more. */
async function materializedHourly(db: Queryable): Promise<string | null> {
  const { rows: found } = await db.query("select 1 from pg_extension where extname = 'timescaledb'")
  if (found.length === 0) return null
  const { rows } = await db.query<{ name: string }>(
    `select format('%I.%I', materialization_hypertable_schema, materialization_hypertable_name) as name
     from timescaledb_information.continuous_aggregates where view_name = 'door_event_hourly'`,
  )
  return rows[0]?.name ?? null
}
