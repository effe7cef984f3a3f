import { Socket } from 'node:net'
import type { Connection, PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OrderId } from '../../base/id.ts'
import { copyOut, type TakeRow } from '../../store/copy-out.ts'
import { insertDoorEvents, readOrderEvents, type StoredEvent } from '../../store/door-event.ts'
import { readRecordedEvents } from '../../store/recorded-events.ts'
import { inSnapshot } from '../../store/transaction.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { DAY_MS, doorEvent, recordOrder } from './recorded-order.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const T0 = Date.UTC(2026, 2, 2)

test('reads what was stored, order by order, in the order of the instants, and nothing of other orders', async () => {
  const first = await recordOrder(database.pool, null, T0, T0 + DAY_MS, 50)
  const second = await recordOrder(database.pool, first, T0 + 2 * DAY_MS, T0 + 3 * DAY_MS, 20)
  const other = await recordOrder(database.pool, null, T0, T0 + DAY_MS, 30)
  await recordOrder(database.pool, first, T0 + 4 * DAY_MS, T0 + 5 * DAY_MS, 10)
  const strange = {
    ...doorEvent(other.sensor, T0 + 777, 99),
    ...{ kind: 'tamper' as const, contact: null, seq: null, openings: 2 ** 52, tamper: true, boot: '' },
  }
  const { household, order } = other
  await insertDoorEvents(database.pool, [{ household, order, event: strange }])
  const orders = [first.order, second.order, other.order]
  const read = new Map<OrderId, StoredEvent[]>(orders.map((it) => [it, []]))
  const seen: OrderId[] = []
  const span = { households: [first.household, household], from: T0, until: T0 + 10 * DAY_MS }
  await inSnapshot(database.pool, (tx) =>
    readRecordedEvents(tx, { ...span, orders }, (id, event) => {
      if (seen.at(-1) !== id) seen.push(id)
      read.get(id)?.push(event)
    }),
  )
  expect(seen).toEqual(orders)
  for (const { household, order } of [first, second, other]) {
    const stored = await readOrderEvents(database.pool, household, order)
    expect(read.get(order)).toEqual(stored.toSorted((a, b) => a.occurredAt - b.occurredAt))
  }
  expect(read.get(order)).toContainEqual(expect.objectContaining({ openings: 2 ** 52, tamper: true, boot: '' }))
})

const ROWS = 300_000
const copy = (tx: PoolClient, take: TakeRow): Promise<void> =>
  copyOut(tx, `copy (select n, repeat('x', 200) from generate_series(1, ${ROWS}) n) to stdout (format binary)`, take)

/** A statement of its own, since the driver shows its socket to statements only. */
class AskForSocket {
  readonly socket = Promise.withResolvers<Socket>()

  submit(connection: Connection): void {
    const { stream } = connection
    if (stream instanceof Socket) this.socket.resolve(stream)
    connection.query('begin')
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {}
}

const ROW_BYTES = 'd'.length + 4 + 2 + 4 + 4 + 4 + 200
const READ_BYTES_MAX = 64 * 1024

test('holds no more than one reading of the socket: the rest waits at the server', async () => {
  const client = await database.pool.connect()
  const asking = new AskForSocket()
  client.query(asking)
  const socket = await asking.socket.promise
  let rows = 0
  let aheadMax = 0
  const before = socket.bytesRead
  await copy(client, () => {
    rows += 1
    aheadMax = Math.max(aheadMax, socket.bytesRead - before - rows * ROW_BYTES)
  })
  await client.query('rollback')
  client.release()
  expect(rows).toBe(ROWS)
  expect(aheadMax).toBeGreaterThan(0)
  expect(aheadMax).toBeLessThan(2 * READ_BYTES_MAX)
})

test('what the taker throws comes out, and the connection serves the next statement', async () => {
  let taken = 0
  const failing = inSnapshot(database.pool, (tx) =>
    copy(tx, () => {
      taken += 1
      if (taken === 10) throw new Error('no more')
    }),
  )
  await expect(failing).rejects.toThrow('no more')
  expect(taken).toBe(10)
  await expect(
    inSnapshot(database.pool, (tx) => copyOut(tx, 'copy nothing to stdout', () => undefined)),
  ).rejects.toThrow('nothing')
  const { rows } = await database.pool.query('select 1 as one')
  expect(rows).toEqual([{ one: 1 }])
})
