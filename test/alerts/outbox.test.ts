import { createServer } from 'node:net'
import { Client } from 'pg'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmailChannel } from '../../alerts/channels/email.ts'
import { createWebhookChannel } from '../../alerts/channels/webhook.ts'
import { type Outbox, type OutboxOptions, startOutbox } from '../../alerts/outbox.ts'
import { TRIES_MAX } from '../../alerts/retry.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import { createLog } from '../../base/log.ts'
import { insertTestNotification } from '../../store/notification.ts'
import { markFailed, markSent, retryLater } from '../../store/notification-mark.ts'
import { onlyRow } from '../../store/only-row.ts'
import { inTransaction } from '../../store/transaction.ts'
import { writeAlerts } from '../../store/verdict.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { claimDue } from './claim-due.ts'
import { fates, NOW, notify, SENTENCE } from './notifications.ts'
import { portOf, type Receiver, startReceiver } from './receiver.ts'

const LEASE_MS = 30_000
const NEVER_MS = 3_600_000

let database: TestDatabase
let now = NOW
const closers: (() => Promise<void> | void)[] = []

beforeEach(async () => {
  database = await freshDatabase()
  now = NOW
})
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
  await database.close()
})

async function receiving(answer?: Parameters<typeof startReceiver>[0]): Promise<Receiver> {
  const receiver = await startReceiver(answer)
  closers.push(() => receiver.close())
  return receiver
}

/** An outbox that looks by itself only once an hour, so that a test says when. */
function outboxOf(worker: string, over: Partial<OutboxOptions> = {}): Outbox {
  const outbox = startOutbox({
    pool: database.pool,
    channels: [createWebhookChannel()],
    worker,
    clock: () => now,
    random: () => 1,
    log: createLog('silent'),
    metrics: new Registry(),
    failpoint: noFailpoint,
    linkOf: () => null,
    createClient: null,
    pollMs: NEVER_MS,
    leaseMs: LEASE_MS,
    ...over,
  })
  closers.push(() => outbox.stop())
  return outbox
}

const keysOf = (receiver: Receiver) => receiver.received.map(({ headers }) => headers['idempotency-key'])
const metricOf = async (metrics: Registry, name: string) =>
  (await metrics.getSingleMetric(name)?.get())?.values[0]?.value
const many = (count: number, target: string) => Array.from({ length: count }, () => ({ target }))

describe('an outbox', () => {
  it('sends what is due, with its place, and writes down that it did', async () => {
    const receiver = await receiving()
    await notify(database.pool, [{ target: receiver.url }])
    await outboxOf('one').run()
    expect(receiver.received).toHaveLength(1)
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      data: {
        place: { building: '3号楼', unit: '2单元', room: '1203' },
        text: { zh: { title: '【紧急】3号楼 2单元 1203' } },
      },
    })
    expect(await fates(database.pool)).toMatchObject([{ attempts: 1, sentAt: NOW, failedAt: null, lastError: null }])
  })

  it('sends nothing before it is due, and nothing twice', async () => {
    const receiver = await receiving()
    await notify(database.pool, [{ target: receiver.url, dueAt: NOW + 1 }])
    const outbox = outboxOf('one')
    await outbox.run()
    expect(receiver.received).toHaveLength(0)
    now = NOW + 1
    await outbox.run()
    await outbox.run()
    expect(receiver.received).toHaveLength(1)
  })

  it('finds by looking what nobody told it of', async () => {
    const receiver = await receiving()
    outboxOf('one', { pollMs: 5 })
    await notify(database.pool, [{ target: receiver.url }])
    await until('the webhook has come', () => receiver.received.length === 1)
  })

  it('when told does not wait for its turn to look', async () => {
    const receiver = await receiving()
    const outbox = outboxOf('one')
    await notify(database.pool, many(3, receiver.url))
    outbox.wake()
    await until('the webhooks have come', () => receiver.received.length === 3)
  })

  it('sends many at once, but not more than sixteen', async () => {
    const held: (() => void)[] = []
    const receiver = await receiving((response) => void held.push(() => response.writeHead(204).end()))
    await notify(database.pool, many(20, receiver.url))
    const run = outboxOf('one').run()
    await until('sixteen are under way', () => held.length === 16)
    expect((await fates(database.pool)).filter(({ attempts }) => attempts > 0)).toHaveLength(16)
    held.shift()?.()
    await until('the next has followed', () => held.length === 16)
    await until('all have come', () => {
      held.shift()?.()
      return receiver.received.length === 20
    })
    for (const answer of held) answer()
    await run
    expect(new Set(keysOf(receiver)).size).toBe(20)
  })

  it('is not held up in one channel by another', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    closers.push(() => void silent.close())
    const receiver = await receiving()
    const email = createEmailChannel({
      url: `smtp://127.0.0.1:${portOf(silent.address())}`,
      from: 'menshen@example.org',
    })
    await notify(database.pool, [
      ...Array.from({ length: 30 }, (_, i) => ({ channel: 'email' as const, target: `duty-${i}@example.org` })),
      { target: receiver.url, severity: 'minor' as const },
    ])
    await outboxOf('one', { channels: [email, createWebhookChannel()], sendMs: 300 }).run()
    expect(receiver.received).toHaveLength(1)
    const mails = (await fates(database.pool)).slice(0, 30)
    expect(mails.every(({ lastError }) => lastError === 'no answer within 300 ms')).toBe(true)
  })

  it('gives up at once on a channel that is not configured', async () => {
    await notify(database.pool, [{ channel: 'email', target: 'duty@example.org' }])
    await outboxOf('one').run()
    expect(await fates(database.pool)).toMatchObject([
      { failedAt: NOW, lastError: 'the channel email is not configured' },
    ])
  })

  it('survives a defect in a channel, and the other notifications with it', async () => {
    const receiver = await receiving()
    await notify(database.pool, many(2, receiver.url))
    await database.pool.query("update alert set explanation = '{}' where id = (select min(id) from alert)")
    await outboxOf('one').run()
    expect(receiver.received).toHaveLength(1)
    expect(await fates(database.pool)).toMatchObject([
      { sentAt: null, lastError: expect.stringContaining('TypeError'), dueAt: NOW + 1000 },
      { sentAt: NOW },
    ])
  })
})

describe('a commit', () => {
  const listening = () => ({ createClient: () => new Client({ connectionString: database.url }) })
  const raiseAlert = () =>
    inTransaction(database.pool, async (tx) => {
      const { rows } = await tx.query('select id as "order", household_id as household from quarantine_order')
      const times = { startedAt: NOW, lastAt: NOW, clearedAt: null, clearedReason: null }
      const what = {
        kind: 'left_open',
        episode: 'now',
        severity: 'critical',
        condition: 'active' as const,
        sensor: null,
      }
      const verdict = {
        ...onlyRow(rows),
        ...times,
        ...what,
        count: 1,
        late: false,
        explanation: { sentence: SENTENCE },
      }
      await writeAlerts(tx, [verdict], NOW)
    })

  it('of an alert wakes an outbox that would look again only in an hour', async () => {
    const receiver = await receiving()
    await notify(database.pool, [{ target: receiver.url, dueAt: NOW + NEVER_MS }])
    const metrics = new Registry()
    const outbox = outboxOf('one', { ...listening(), metrics })
    await until('it listens', async () => (await metricOf(metrics, 'menshen_outbox_listening')) === 1)
    await outbox.run()
    await raiseAlert()
    await until('the webhook has come', () => receiver.received.length === 1)
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ type: 'menshen.alert.left_open' })
  })

  it('of a test message wakes it too, and a connection that breaks is made anew', async () => {
    const receiver = await receiving()
    const metrics = new Registry()
    const listens = async () => metricOf(metrics, 'menshen_outbox_listening')
    await notify(database.pool, [{ target: receiver.url, dueAt: NOW + NEVER_MS }])
    const outbox = outboxOf('one', { ...listening(), metrics })
    await until('it listens', async () => (await listens()) === 1)
    await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen %'`)
    await until('it is deaf', async () => (await listens()) === 0)
    await until('it listens again', async () => (await listens()) === 1)
    await outbox.run()
    await inTransaction(database.pool, (tx) => insertTestNotification(tx, 1, NOW))
    await until('the webhook has come', () => receiver.received.length === 1)
  })
})

describe('a notification that is not taken', () => {
  it('goes again after a pause under the same key', async () => {
    const receiver = await receiving((response) => response.writeHead(receiver.received.length > 2 ? 204 : 500).end())
    await notify(database.pool, [{ target: receiver.url }])
    const outbox = outboxOf('one')
    await outbox.run()
    expect(await fates(database.pool)).toMatchObject([{ attempts: 1, dueAt: NOW + 1000, lastError: 'answered 500' }])
    now = NOW + 999
    await outbox.run()
    expect(receiver.received).toHaveLength(1)
    now = NOW + 1000
    await outbox.run()
    expect(await fates(database.pool)).toMatchObject([{ attempts: 2, dueAt: NOW + 3000 }])
    now = NOW + 3000
    await outbox.run()
    expect(await fates(database.pool)).toMatchObject([{ attempts: 3, sentAt: now, lastError: null }])
    expect(new Set(keysOf(receiver)).size).toBe(1)
  })

  it('waits as long as the receiver asks, and not for ever', async () => {
    const answers = ['7', '99999999999']
    const receiver = await receiving((response) => response.writeHead(429, { 'retry-after': answers.shift() }).end())
    await notify(database.pool, [{ target: receiver.url }])
    const outbox = outboxOf('one')
    await outbox.run()
    expect(await fates(database.pool)).toMatchObject([{ dueAt: NOW + 7000 }])
    now = NOW + 7000
    await outbox.run()
    expect(await fates(database.pool)).toMatchObject([{ dueAt: now + 300_000 }])
  })

  it('for good is given up and stays in the delivery log', async () => {
    const receiver = await receiving((response) => response.writeHead(410).end())
    await notify(database.pool, [{ target: receiver.url }])
    const outbox = outboxOf('one')
    await outbox.run()
    now = NOW + NEVER_MS
    await outbox.run()
    expect(receiver.received).toHaveLength(1)
    expect(await fates(database.pool)).toMatchObject([{ failedAt: NOW, sentAt: null, lastError: 'answered 410' }])
  })

  it('again and again is given up after about an hour', async () => {
    const receiver = await receiving((response) => response.writeHead(503).end())
    await notify(database.pool, [{ target: receiver.url }])
    const outbox = outboxOf('one')
    for (let i = 0; i < TRIES_MAX + 5; i++) {
      await outbox.run()
      now += 300_000
    }
    expect(receiver.received).toHaveLength(TRIES_MAX)
    expect(await fates(database.pool)).toMatchObject([{ attempts: TRIES_MAX, failedAt: expect.any(Number) }])
  })
})

describe('two outboxes on one database', () => {
  it('send every notification once', async () => {
    const receiver = await receiving()
    await notify(database.pool, many(200, receiver.url))
    await Promise.all([outboxOf('one').run(), outboxOf('two').run()])
    expect(receiver.received).toHaveLength(200)
    expect(new Set(keysOf(receiver)).size).toBe(200)
    expect((await fates(database.pool)).every(({ sentAt, attempts }) => sentAt !== null && attempts === 1)).toBe(true)
  })

  it.each(['outbox.after_claim', 'outbox.after_send'])('one that dies at %s loses nothing', async (place) => {
    const receiver = await receiving()
    const death = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    const dying = outboxOf('dying', {
      failpoint: (name) => {
        if (name !== place) return
        reached.resolve()
        return death.promise
      },
    })
    await notify(database.pool, [{ target: receiver.url }])
    dying.wake()
    await reached.promise
    const living = outboxOf('living')
    now = NOW + LEASE_MS - 1
    await living.run()
    expect(await fates(database.pool)).toMatchObject([{ worker: 'dying', attempts: 1, sentAt: null }])
    now = NOW + LEASE_MS
    await living.run()
    expect(await fates(database.pool)).toMatchObject([{ worker: 'living', attempts: 2, sentAt: now }])
    expect(receiver.received).toHaveLength(place === 'outbox.after_send' ? 2 : 1)
    // What the first one still says has no weight any more.
    now = NOW + 2 * LEASE_MS
    death.resolve()
    await dying.run()
    expect(await fates(database.pool)).toMatchObject([{ worker: 'living', attempts: 2, sentAt: NOW + LEASE_MS }])
    expect(new Set(keysOf(receiver)).size).toBe(1)
  })
})

describe('stopping', () => {
  it('waits for what is being sent, and takes nothing more', async () => {
    const held: (() => void)[] = []
    const receiver = await receiving((response) => void held.push(() => response.writeHead(204).end()))
    await notify(database.pool, [{ target: receiver.url }, { target: `${receiver.url}/late`, dueAt: NOW + 1 }])
    const outbox = outboxOf('one')
    outbox.wake()
    await until('one is under way', () => held.length === 1)
    const stopped = outbox.stop()
    now = NOW + 1
    outbox.wake()
    held[0]?.()
    await stopped
    expect(await fates(database.pool)).toMatchObject([{ sentAt: now }, { sentAt: null, attempts: 0 }])
  })
})

describe('the time until staff are notified', () => {
  const waits = async (metrics: Registry) =>
    ((await metrics.getSingleMetric('menshen_alert_notify_seconds')?.get())?.values ?? [])
      .filter((it) => /_(count|sum)$/.test('metricName' in it ? String(it.metricName) : ''))
      .map(({ labels, value }) => ({ ...labels, value }))
  const labels = { severity: 'critical', kind: 'unpermitted_opening' }
  const repeat = (reason = 'repeated') =>
    database.pool.query(
      `insert into notification (alert_id, contact_point_id, reason, due_at)
       select distinct alert_id, contact_point_id, $1, due_at from notification`,
      [reason],
    )

  it('is that of the first message which was handed over, once', async () => {
    const receiver = await receiving()
    const metrics = new Registry()
    await notify(database.pool, [{ target: receiver.url }])
    now = NOW + 7000
    const outbox = outboxOf('one', { metrics })
    await outbox.run()
    await repeat()
    now = NOW + 9000
    await outbox.run()
    expect(receiver.received).toHaveLength(2)
    expect(await waits(metrics)).toEqual([
      { ...labels, value: 7 },
      { ...labels, value: 1 },
    ])
  })

  it('counts one of several messages at once', async () => {
    const receiver = await receiving()
    const metrics = new Registry()
    await notify(database.pool, [{ target: receiver.url }])
    await repeat()
    await outboxOf('one', { metrics }).run()
    expect(receiver.received).toHaveLength(2)
    expect(await waits(metrics)).toEqual([
      { ...labels, value: 0 },
      { ...labels, value: 1 },
    ])
  })

  it('is that of each alert that a digest tells, once', async () => {
    const ids = await notify(database.pool, many(3, 'http://127.0.0.1:1/'))
    await repeat()
    const [id = 0] = ids
    await database.pool.query(`update notification set worker = 'one', attempts = 1, digest_id = nullif($1, id)`, [id])
    const all = await markSent(database.pool, { id, worker: 'one', number: 1, at: NOW + 1000 }, null, null)
    expect(all).toEqual(ids.map(() => ({ ...labels, notifyMs: 1000 })))
    await repeat('again')
    await database.pool.query(`update notification set worker = 'one', attempts = 1 where reason = 'again'`)
    const { rows } = await database.pool.query(`select id from notification where reason = 'again' order by id limit 1`)
    const again = { id: onlyRow(rows).id, worker: 'one', number: 1, at: NOW + 2000 }
    expect(await markSent(database.pool, again, null, null)).toEqual([])
  })

  it.each([
    ['was not handed over', `update contact_point set target = 'http://127.0.0.1:1/'`],
    ['went to the resident', 'update contact_point set household_id = h.id, area_id = null from household h'],
    [
      'is of an alert that was once held back',
      `insert into alert_log (alert_id, at, what) select id, raised_at, 'held' from alert`,
    ],
    [
      'is of the canary',
      `with point as (select id, area_id from contact_point), sensor as (
         insert into sensor (uid, model, area_id, reporting_limit_seconds) select 'canary-1', 'native', area_id, 60 from point returning uid)
       insert into canary (area_id, household_id, sensor_uid, contact_point_id, policy_id)
       select point.area_id, h.id, sensor.uid, point.id, (select min(id) from policy) from point, sensor, household h`,
    ],
  ])('is not counted of a message that %s', async (_, change) => {
    const receiver = await receiving()
    const metrics = new Registry()
    await notify(database.pool, [{ target: receiver.url }])
    await database.pool.query(change)
    await outboxOf('one', { metrics, openTarget: (_household, target) => target }).run()
    expect(await waits(metrics)).toEqual([])
  })
})

describe('a claim', () => {
  const claim = (worker: string, limit: number) =>
    claimDue(database.pool, { worker, channel: 'webhook', now, leaseMs: LEASE_MS, limit })

  it('takes the most severe first, then the longest due', async () => {
    const target = 'http://127.0.0.1:1/'
    const [minor, later, sooner, major] = await notify(database.pool, [
      { target, severity: 'minor', dueAt: NOW - 9000 },
      { target, severity: 'critical', dueAt: NOW - 1000 },
      { target, severity: 'critical', dueAt: NOW - 2000 },
      { target, severity: 'major', dueAt: NOW - 8000 },
    ])
    expect((await claim('one', 3)).map(({ id }) => id)).toEqual([sooner, later, major])
    expect((await claim('one', 3)).map(({ id }) => id)).toEqual([minor])
  })

  const tried = (id: number, worker: string) => ({ id, worker, number: 1, at: now })

  it.each([
    ['markSent', (id: number) => markSent(database.pool, tried(id, 'other'), null, null)],
    ['markFailed', (id: number) => markFailed(database.pool, tried(id, 'other'), 'no')],
    ['retryLater', (id: number) => retryLater(database.pool, tried(id, 'other'), 'retry', now, 'no')],
  ])('lets nobody else call %s', async (_, mark) => {
    const [id = 0] = await notify(database.pool, [{ target: 'http://127.0.0.1:1/' }])
    await claim('one', 1)
    await mark(id)
    expect(await fates(database.pool)).toMatchObject([{ worker: 'one', sentAt: null, failedAt: null, lastError: null }])
    expect(await claim('two', 1)).toEqual([])
  })

  it('of a sent notification cannot be taken back', async () => {
    const [id = 0] = await notify(database.pool, [{ target: 'http://127.0.0.1:1/' }])
    await claim('one', 1)
    await markSent(database.pool, tried(id, 'one'), null, null)
    await retryLater(database.pool, tried(id, 'one'), 'retry', now, 'no')
    await markFailed(database.pool, tried(id, 'one'), 'no')
    expect(await fates(database.pool)).toMatchObject([{ sentAt: NOW, failedAt: null, lastError: null }])
  })
})
