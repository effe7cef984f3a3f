import path from 'node:path'
import { runner } from 'node-pg-migrate'
import pg from 'pg'
import { applyTimescale, removeTimescale } from './timescale.ts'

/** Two processes that start at once take turns: the number only has to be ours. */
const MIGRATION_LOCK = 7_040_202_605

const MIGRATIONS = path.join(import.meta.dirname, 'migrations')

/** A start waits this long for a server that does not answer. */
const CONNECT_MS_MAX = 10_000

/** Brings the database to the newest schema and, where TimescaleDB is available, to its tables of time series. Idempotent. */
export function migrate(url: string): Promise<void> {
  return withLock(url, async (client) => {
    await runMigrations(client, 'up')
    await applyTimescale(client)
  })
}

/** Takes every migration back, the latest first, and all data with them. */
export function migrateDown(url: string): Promise<void> {
  return withLock(url, async (client) => {
    await removeTimescale(client)
    await runMigrations(client, 'down')
  })
}

/** The lock goes with the connection, so a process that dies half-way leaves none. */
async function withLock(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'menshen migrate',
    connectionTimeoutMillis: CONNECT_MS_MAX,
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await work(client)
  } finally {
    await client.end()
  }
}

async function runMigrations(client: pg.Client, direction: 'up' | 'down'): Promise<void> {
  await runner({
    dbClient: client,
    dir: MIGRATIONS,
    direction,
    migrationsTable: 'migration',
    count: Number.POSITIVE_INFINITY,
    noLock: true,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined },
  })
}
