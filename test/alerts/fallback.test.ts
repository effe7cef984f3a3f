import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noteReceipt, type Receipt } from '../../registry/receipt.ts'
import { onlyRow } from '../../store/only-row.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { T0 } from '../watch/stories.ts'
import { type District, makeDistrict } from './district.ts'

let database: TestDatabase
let d: District

beforeEach(async () => {
  database = await freshDatabase()
  d = await makeDistrict(database.pool)
})
afterEach(() => database.close())

describe('a receipt', () => {
  /** Of a message to the grid worker on duty, who has a webhook only. */
  const message = async () => {
    await d.staffed(d.building, 'grid_worker', [await d.join('gu', d.building)])
    await d.raise(T0)
    await d.sweepAt(T0)
    return onlyRow((await database.pool.query('select idempotency_key as key from notification')).rows).key
  }
  const note = (receipt: Partial<Receipt>) =>
    d.inDb((tx) => noteReceipt(tx, { idempotencyKey: '', arrived: true, at: T0, why: null, ...receipt }))
  const fate = async () =>
    onlyRow(
      (
        await database.pool.query(
          `select n.sent_at as sent, n.delivered_at as arrived, n.failed_at as failed, n.last_error as error,
             c.delivered_at as reached from notification n join contact_point c on c.id = n.contact_point_id`,
        )
      ).rows,
    )

  test('says that a message arrived; it counts for the contact point; told again it changes nothing', async () => {
    const idempotencyKey = await message()
    expect(await note({ idempotencyKey, at: T0 + 5 })).toBe(true)
    const arrived = { sent: T0 + 5, arrived: T0 + 5, failed: null, error: null, reached: T0 + 5 }
    expect(await fate()).toEqual(arrived)
    expect(await note({ idempotencyKey, at: T0 + 9 })).toBe(true)
    expect(await note({ idempotencyKey, at: T0 + 9, arrived: false, why: 'switched off' })).toBe(true)
    expect(await fate()).toEqual(arrived)
  })

  test('says that one did not, which fails it, unless it arrives after all', async () => {
    const idempotencyKey = await message()
    const receipt = { idempotencyKey, arrived: false, why: 'switched\noff' }
    expect(await note({ ...receipt, at: T0 + 5 })).toBe(true)
    expect(await note({ ...receipt, at: T0 + 6, why: 'again' })).toBe(true)
    const failed = { sent: T0 + 5, arrived: null, failed: T0 + 5, error: 'switched off', reached: null }
    expect(await fate()).toEqual(failed)
    expect(await note({ idempotencyKey, at: T0 + 7 })).toBe(true)
    expect(await fate()).toEqual({ sent: T0 + 5, arrived: T0 + 7, failed: null, error: null, reached: T0 + 7 })
  })

  test.each(['', 'a key', '3f0c5a2e-8f5b-4f0e-9d57-0d5f4a1b2c3d'])(
    'of the unknown message "%s" is said to be so',
    async (key) => {
      expect(await note({ idempotencyKey: key })).toBe(false)
      expect(await note({ idempotencyKey: key, arrived: false })).toBe(false)
    },
  )
})
