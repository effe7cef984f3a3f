import { randomUUID } from 'node:crypto'
import pg, { type Pool } from 'pg'
import { inject } from 'vitest'
import { createPool } from '../../store/pool.ts'

export interface TestDatabase {
  readonly url: string
  readonly pool: Pool
  close(): Promise<void>
}

/** PostgreSQL copies a template only while nobody else does. */
const COPY_LOCK = 7_040_202_606

/** A database of its own, migrated, empty: a copy of the run's template. */
export async function freshDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdministrator(template, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [COPY_LOCK])
    // The files as they are: through the write-ahead log, which is the default, it takes ten times as long.
    await admin.query(`create database ${name} template postgres strategy file_copy`)
  })
  const url = new URL(template)
  url.pathname = `/${name}`
  const errors: Error[] = []
  const pool = createPool({ url: url.href, max: 10, applicationName: 'test', onError: (error) => errors.push(error) })
  return {
    url: url.href,
    pool,
    async close() {
      await pool.end()
      // The pool does not wait for its goodbyes to arrive; dropping the database cuts them short, which is no failure.
      const broken = [...errors]
      await asAdministrator(template, (admin) => admin.query(`drop database ${name} with (force)`))
      if (broken.length > 0) throw new AggregateError(broken, 'idle connections broke during the test')
    },
  }
}

/** Connects beside the template, which must have no other connection while it is copied. */
async function asAdministrator(template: URL, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const url = new URL(template)
  url.pathname = '/template1'
  const admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
