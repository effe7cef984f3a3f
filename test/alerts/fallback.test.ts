import type { ServerResponse } from 'node:http'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWebhookChannel } from '../../alerts/channels/webhook.ts'
import { startOutbox } from '../../alerts/outbox.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import type { AlertId, StaffId } from '../../base/id.ts'
import { createLog } from '../../base/log.ts'
import { addContactPoint, alterContactPoint } from '../../registry/contact-point.ts'
import { noteReceipt, type Receipt } from '../../registry/receipt.ts'
import { acknowledgeAlert } from '../../store/alert.ts'
import type { Channel } from '../../store/contact-point.ts'
import { listDeliveries } from '../../store/delivery-log.ts'
import { onlyRow } from '../../store/only-row.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { T0 } from '../watch/stories.ts'
import { type District, makeDistrict } from './district.ts'
import { type Receiver, startReceiver } from './receiver.ts'

let database: TestDatabase
let d: District

beforeEach(async () => {
  database = await freshDatabase()
  d = await makeDistrict(database.pool)
})
afterEach(() => database.close())

describe("a person's next contact point", () => {
  const closers: (() => Promise<void>)[] = []
  let second: Receiver
  let gu: StaffId

  beforeEach(async () => {
    gu = await d.join('gu', d.building, null)
    await d.staffed(d.building, 'grid_worker', [gu])
    second = await receiving((response) => response.writeHead(204).end())
  })
  afterEach(async () => {
    for (const close of closers.splice(0)) await close()
  })
  const receiving = async (answer: (response: ServerResponse) => void): Promise<Receiver> => {
    const receiver = await startReceiver(answer)
    closers.push(() => receiver.close())
    return receiver
  }
  const add = (channel: Channel, target: string, over: { place?: number; severityMin?: 'critical' } = {}) =>
    d.inDb(async (tx) => {
      const point = { areaId: null, staffId: gu, channel, target, secret: null, severityMin: 'minor', ...over } as const
      return (await addContactPoint(tx, [d.root], point)).id
    })
  /** Sends what is due, with webhooks of which a receipt should come where `receiptMsMax` says so. */
  const sentAt = async (now: number, receiptMsMax: number | null = null) => {
    const outbox = startOutbox({
      ...{ pool: database.pool, channels: [{ ...createWebhookChannel(), receiptMsMax }], worker: 'one' },
      ...{ clock: () => now, random: () => 1, log: createLog('silent'), metrics: new Registry() },
      ...{ failpoint: noFailpoint, linkOf: () => null, createClient: null, pollMs: 3_600_000 },
    })
    // The second time for what another channel's failure made due.
    await outbox.run()
    await outbox.run()
    await outbox.stop()
  }
  const messages = async (alert: AlertId) =>
    (await listDeliveries(database.pool, alert, 100)).map((it) => [it.channel, it.tries.map((one) => one.outcome)])

  test.each([
    ['answers that it is overloaded', 'webhook', (response: ServerResponse) => response.writeHead(503).end(), 'retry'],
    ['hangs up', 'webhook', (response: ServerResponse) => response.destroy(), 'retry'],
    ['refuses for good', 'webhook', (response: ServerResponse) => response.writeHead(410).end(), 'failed'],
    ['is of a channel that is not configured', 'email', () => undefined, 'failed'],
  ] as const)('gets the same message at once when the first %s', async (_, channel, answer, outcome) => {
    const first = await receiving(answer)
    await add('webhook', `${second.url}/second`)
    await add(channel, channel === 'email' ? 'gu@example.org' : first.url, { place: 1 })
    const alert = await d.raise(T0)
    await d.sweepAt(T0)
    await sentAt(T0)
    expect(await messages(alert)).toEqual([
      [channel, [outcome]],
      ['webhook', ['sent']],
    ])
    expect(second.received.map((it) => it.path)).toEqual(['/second'])
    const { rows } = await database.pool.query("select detail from alert_log where what = 'fell_back'")
    const reason = 'step/grid_worker'
    expect(rows).toEqual([{ detail: { staffId: gu, from: channel, to: 'webhook', reason } }])
    await sentAt(T0 + 60_000)
    expect(await messages(alert)).toEqual([
      [channel, outcome === 'retry' ? ['retry', 'retry'] : ['failed']],
      ['webhook', ['sent']],
    ])
  })

  test('is not used while the first does, nor for what it is not for, nor once somebody has the alert', async () => {
    const broken = await receiving((response) => response.writeHead(503).end())
    const point = await add('webhook', broken.url)
    await add('webhook', `${second.url}/critical`, { severityMin: 'critical' })
    const major = await d.raise(T0, { severity: 'major' })
    await d.sweepAt(T0)
    await sentAt(T0)
    expect(await messages(major)).toEqual([['webhook', ['retry']]])
    const alert = await d.raise(T0 + 1)
    await d.sweepAt(T0 + 1)
    await d.inDb((tx) => acknowledgeAlert(tx, alert, gu, T0 + 1))
    await sentAt(T0 + 1)
    await d.inDb((tx) =>
      alterContactPoint(tx, [d.root], point, { place: null, severityMin: null, isDisabled: true }, T0 + 2),
    )
    expect(await messages(alert)).toEqual([['webhook', []]])
    expect(second.received).toEqual([])
  })

  test('gets what waits for one that is disabled; after a change of places it is the first', async () => {
    const first = await add('webhook', 'https://first.example/')
    const next = await add('webhook', second.url)
    const alter = (id: number, change: object) =>
      d.inDb((tx) =>
        alterContactPoint(tx, [d.root], id, { place: null, severityMin: null, isDisabled: null, ...change }, T0),
      )
    await d.raise(T0)
    await d.sweepAt(T0)
    await alter(first, { isDisabled: true })
    await sentAt(T0)
    expect(second.received.length).toBe(1)
    await alter(first, { isDisabled: false })
    await alter(next, { place: 1 })
    const alert = await d.raise(T0 + 1)
    await d.sweepAt(T0 + 1)
    await sentAt(T0 + 1)
    expect(await messages(alert)).toEqual([['webhook', ['sent']]])
    expect(second.received.length).toBe(2)
  })

  test('gets a message of which no receipt came in time, once, and one that a receipt says did not arrive', async () => {
    const silent = await receiving((response) => response.writeHead(202).end())
    await add('webhook', silent.url)
    await add('webhook', second.url)
    const alert = await d.raise(T0)
    await d.sweepAt(T0)
    await sentAt(T0, 120_000)
    for (const at of [119_999, 120_000, 121_000]) {
      await d.sweepAt(T0 + at)
      await sentAt(T0 + at)
      expect(second.received.length).toBe(at < 120_000 ? 0 : 1)
    }
    expect((await listDeliveries(database.pool, alert, 9))[0]).toMatchObject({
      fellBackAt: T0 + 120_000,
      failedAt: null,
    })
    const other = await d.raise(T0 + 130_000)
    await d.sweepAt(T0 + 130_000)
    await sentAt(T0 + 130_000, 120_000)
    const { rows } = await database.pool.query('select idempotency_key as key from notification where alert_id = $1', [
      other,
    ])
    const receipt = { idempotencyKey: onlyRow(rows).key, arrived: false, at: T0 + 131_000, why: 'switched off' }
    for (const _ of [1, 2]) await d.inDb((tx) => noteReceipt(tx, receipt))
    await sentAt(T0 + 131_000)
    expect(second.received.length).toBe(2)
  })

  test('is not passed over when a worker dies after sending: the same key again, and then it falls back', async () => {
    const keys: unknown[] = []
    const first = await startReceiver((response, { headers }) => {
      keys.push(headers['idempotency-key'])
      response.writeHead(503).end()
    })
    closers.push(() => first.close())
    await add('webhook', first.url)
    await add('webhook', second.url)
    const alert = await d.raise(T0)
    await d.sweepAt(T0)
    // The first try's worker claimed it and was killed before it could say what became of it.
    await database.pool.query(
      "update notification set worker = 'dead', attempts = 1, lease_until = to_timestamp($1 / 1000.0)",
      [T0 + 30_000],
    )
    await sentAt(T0)
    expect(keys).toEqual([])
    await sentAt(T0 + 30_000)
    expect(new Set(keys).size).toBe(1)
    const [one] = await listDeliveries(database.pool, alert, 9)
    expect(one?.tries.map(({ number, outcome }) => [number, outcome])).toEqual([[2, 'retry']])
    expect(second.received.length).toBe(1)
  })
})

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
