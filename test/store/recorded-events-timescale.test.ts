import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOrderEvents, type StoredEvent } from '../../store/door-event.ts'
import { readRecordedEvents } from '../../store/recorded-events.ts'
import { inSnapshot } from '../../store/transaction.ts'
import type { TestDatabase } from '../support/database.ts'
import { freshTimescale } from '../support/timescale.ts'
import { DAY_MS, recordOrder } from './recorded-order.ts'

let timescale: TestDatabase
beforeAll(async () => {
  timescale = await freshTimescale()
})
afterAll(() => timescale.close())

const T0 = Date.UTC(2026, 2, 2)

test('the same read works on hypertables, whether their chunks are compressed or not', async () => {
  const { household, order } = await recordOrder(timescale.pool, null, T0, T0 + 3 * DAY_MS, 90)
  await timescale.pool.query(
    "select compress_chunk(c, true) from show_chunks('door_event', older_than => $1::timestamptz) c",
    [new Date(T0 + 2 * DAY_MS)],
  )
  const read: StoredEvent[] = []
  const span = { orders: [order], households: [household], from: T0, until: T0 + 3 * DAY_MS }
  await inSnapshot(timescale.pool, (tx) => readRecordedEvents(tx, span, (_, event) => read.push(event)))
  expect(read).toHaveLength(90)
  const stored = await readOrderEvents(timescale.pool, household, order)
  expect(read).toEqual(stored.toSorted((a, b) => a.occurredAt - b.occurredAt))
})
