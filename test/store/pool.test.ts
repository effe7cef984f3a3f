import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../../store/transaction.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

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
