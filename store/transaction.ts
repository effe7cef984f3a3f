import type { Pool, PoolClient } from 'pg'

/** Anything that runs statements: the pool, or the one client that holds a transaction. */
export type Queryable = Pick<PoolClient, 'query'>

/** Reads that all see the database at one moment, without holding anybody up. Writes fail. */
export async function inSnapshot<T>(pool: Pool, read: (tx: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, read, 'begin isolation level repeatable read read only')
}

/**
 * For statements that are long and asked for often, and whose plan does not hang on their parameters: planned once for a
 * connection. PostgreSQL's own choice was to plan each claim of messages anew, which took ten times as long as the claim.
 */
export const BEGIN_PLANNED_ONCE = 'begin; set local plan_cache_mode = force_generic_plan'

/**
 * For few statements over many rows. Compiling each of them took longer than running it, and what does not fit the
 * usual memory is sorted on the disk.
 */
export const BEGIN_REPORT = "begin read only; set local jit = off; set local work_mem = '64MB'"

/** Commits what `work` did, or rolls all of it back and throws. A client whose state is not known is destroyed, not reused. */
export async function inTransaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>, begin = 'begin'): Promise<T> {
  const client = await pool.connect()
  client.on('error', failsItsStatements)
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    )
    throw error
  } finally {
    client.off('error', failsItsStatements)
  }
}

/** The pool listens only while a connection is idle, and Node ends the process over an error that nobody listens to. */
function failsItsStatements(): void {
  // The statement under way, or the next one, is refused with it.
}
