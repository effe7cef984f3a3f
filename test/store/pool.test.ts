import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPool } from '../../store/pool.ts'
import { inTransaction } from '../../store/transaction.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

test.each([0, 1, 1_787_390_132_941, 1_787_390_132_999, 253_402_300_799_999])(
  'an instant goes there and back to the millisecond: %i',
  async (instant) => {
    const { rows } = await database.pool.query('select to_timestamp($1::float8 / 1000.0) as at', [instant])
    expect(rows).toEqual([{ at: instant }])
  },
)

test('a count is a number, and one that a number cannot hold is refused', async () => {
  expect((await database.pool.query('select 9007199254740991::int8 as n')).rows).toEqual([{ n: 9_007_199_254_740_991 }])
  await expect(database.pool.query('select 9007199254740993::int8 as n')).rejects.toThrow(RangeError)
})

test('a transaction that throws leaves nothing, and its client is good again', async () => {
  await expect(
    inTransaction(database.pool, async (tx) => {
      await tx.query("insert into area (kind, name) values ('city', 'gone')")
      throw new Error('on purpose')
    }),
  ).rejects.toThrow('on purpose')
  expect((await database.pool.query('select count(*) from area')).rows).toEqual([{ count: 0 }])
})

test('every instant goes there and back to the millisecond, through a column and in any session zone', async () => {
  const instant = fc.integer({ min: Date.parse('1970-01-01Z'), max: Date.parse('2200-01-01Z') })
  const zone = fc.constantFrom('UTC', 'Asia/Shanghai', 'Asia/Kolkata', 'America/St_Johns')
  await fc.assert(
    fc.asyncProperty(fc.array(instant, { minLength: 1, maxLength: 200 }), zone, async (instants, name) => {
      const found = await inTransaction(database.pool, async (tx) => {
        await tx.query(`set local timezone = '${name}'`)
        const values = 'select to_timestamp(x / 1000.0) as at, n from unnest($1::float8[]) with ordinality as u (x, n)'
        await tx.query(`create temporary table sent on commit drop as ${values}`, [instants])
        return tx.query('select at, (extract(epoch from at) * 1000)::float8 as ms from sent order by n')
      })
      expect(found.rows).toEqual(instants.map((it) => ({ at: it, ms: it })))
    }),
    { numRuns: 30 },
  )
})

test('what has no bound, no value or no milliseconds', async () => {
  const { rows } = await database.pool.query(
    `select 'infinity'::timestamptz as never, '-infinity'::timestamptz as always, null::timestamptz as unknown,
       array[1, null, 9007199254740991]::int8[] as numbers, '{}'::int8[] as none, 0.5::numeric as half,
       array[to_timestamp(0.001), null, 'infinity'] as instants`,
  )
  expect(rows).toEqual([
    {
      never: Number.POSITIVE_INFINITY,
      always: Number.NEGATIVE_INFINITY,
      unknown: null,
      numbers: [1, null, 9_007_199_254_740_991],
      none: [],
      half: 0.5,
      instants: [1, null, Number.POSITIVE_INFINITY],
    },
  ])
  await expect(database.pool.query("select '20000-01-01'::timestamptz as far")).rejects.toThrow(RangeError)
})

test('a connection that breaks while idle is told of and replaced', async () => {
  const broken: Error[] = []
  const url = database.url
  const pool = createPool({ url, max: 1, applicationName: 'broken', onError: (error) => broken.push(error) })
  await pool.query('select 1')
  await database.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'broken'")
  await until('the pool says so', () => broken.length === 1)
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await pool.end()
})

test('a connection that is cut off during a transaction fails that transaction and nothing else', async () => {
  const url = database.url
  const pool = createPool({ url, max: 1, applicationName: 'cut', onError: () => undefined })
  const cut = inTransaction(pool, async (tx) => {
    await tx.query("insert into area (kind, name) values ('city', 'gone')")
    const ended = new Promise((resolve) => tx.once('end', resolve))
    await database.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut'")
    await ended
    await tx.query('select 1')
  })
  await expect(cut).rejects.toThrow()
  expect((await pool.query('select count(*) from area')).rows).toEqual([{ count: 0 }])
  await pool.end()
})

test('nothing waits for ever: the limits are set on every connection', async () => {
  const { rows } = await database.pool.query(
    `select current_setting('statement_timeout') as statement,
       current_setting('idle_in_transaction_session_timeout') as idle`,
  )
  expect(rows).toEqual([{ statement: '30s', idle: '30s' }])
})
