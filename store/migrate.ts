import path from 'node:path'
import { runner } from 'node-pg-migrate'
import pg from 'pg'
import { applyTimescale } from './timescale.ts'

/** Two processes that start at once take turns: the number only has to be ours. */
const MIGRATION_LOCK = 7_040_202_605

const MIGRATIONS = path.join(import.meta.dirname, 'migrations')

/** Brings the database to the newest schema and, where TimescaleDB is available, to its tables of time series. Idempotent. */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'menshen migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await runMigrations(client, 'up')
    await applyTimescale(client)
  } finally {
    await client.end()
  }
}

/** The lock is the caller's, so that it also covers what follows; it goes with the connection. */
export async function runMigrations(client: pg.Client, direction: 'up' | 'down'): Promise<void> {
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
