import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDingtalkChannel } from '../../alerts/channels/dingtalk.ts'
import { createWebhookChannel } from '../../alerts/channels/webhook.ts'
import { wordsOf } from '../../alerts/message.ts'
import { type Outbox, type OutboxOptions, startOutbox } from '../../alerts/outbox.ts'
import { variablesOf } from '../../alerts/template-variables.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import { alertId } from '../../base/id.ts'
import { createLog } from '../../base/log.ts'
import { listDeliveries } from '../../store/delivery-log.ts'
import type { DueDigest } from '../../store/notification.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { fates, NOW, notification, notify } from './notifications.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import { startRobot } from './robots.ts'

const MINUTE_MS = 60_000
/** As the sender has it. */
const SENT_AT_ONCE = 16

let database: TestDatabase
let now = NOW
const closers: (() => Promise<void>)[] = []

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

function outboxOf(worker: string, over: Partial<OutboxOptions> = {}): Outbox {
  const outbox = startOutbox({
    ...{ pool: database.pool, worker, clock: () => now, random: () => 1, log: createLog('silent') },
    ...{ channels: [createWebhookChannel()], metrics: new Registry(), failpoint: noFailpoint, createClient: null },
    ...{ linkOf: ({ alertId: id }) => `https://door.example/${id ?? ''}`, pollMs: 3_600_000, leaseMs: 30_000 },
    ...over,
  })
  closers.push(() => outbox.stop())
  return outbox
}

const some = (count: number, target: string, severity: 'critical' | 'major' | 'minor' = 'major') =>
  notify(
    database.pool,
    Array.from({ length: count }, () => ({ target, severity })),
  )
const eventsOf = ({ received }: Receiver) => received.map((it) => JSON.parse(it.body))
const digestsOf = (receiver: Receiver) => eventsOf(receiver).filter((it) => it.type === 'menshen.digest')

describe('past its budget a contact point', () => {
  it('gets six singly and one digest of the others a minute later; the log of each says so', async () => {
    const receiver = await receiving()
    const metrics = new Registry()
    await some(13, receiver.url)
    await some(2, receiver.url, 'critical')
    // It looks at once when it begins, and sends what it finds side by side.
    const outbox = outboxOf('one', { metrics })
    await outbox.run()
    expect(
      eventsOf(receiver)
        .map((it) => it.data.severity)
        .toSorted(),
    ).toEqual([...['critical', 'critical'], ...Array.from({ length: 6 }, () => 'major')])
    now += MINUTE_MS - 1
    await some(1, receiver.url, 'minor')
    await outbox.run()
    expect(receiver.received).toHaveLength(8)
    now += 1
    await outbox.run()
    expect(receiver.received).toHaveLength(9)
    expect(digestsOf(receiver)).toMatchObject([
      {
        data: {
          ...{ reason: 'digest', count: 8, buildings: 1, link: 'https://door.example/' },
          alerts: Array.from({ length: 5 }, () => ({ severity: 'major', place: { building: '3号楼', room: '1203' } })),
          text: {
            zh: {
              title: '另有 8 条告警，涉及 1 栋楼',
              body: expect.stringMatching(/^【重要】3号楼 2单元 1203 .* 10:00\n/),
            },
            en: { title: '8 more alerts in 1 building', body: expect.stringMatching(/\nAnd 3 more\.$/) },
          },
        },
      },
    ])
    expect((await fates(database.pool)).every((it) => it.sentAt !== null && it.attempts === 1)).toBe(true)
    expect(await metrics.metrics()).toContain('menshen_notifications_digested_total 8')
    const { rows } = await database.pool.query(
      'select alert_id as alert, digest_id as digest from notification where digest_id is not null limit 1',
    )
    expect(await listDeliveries(database.pool, alertId.parse(rows[0].alert), 9)).toMatchObject([
      { digestId: rows[0].digest, reason: 'raised', sentAt: now, tries: [{ outcome: 'sent' }] },
    ])
    now += 5 * MINUTE_MS
    await some(1, receiver.url)
    await outbox.run()
    expect(eventsOf(receiver).at(-1).data.severity).toBe('major')
  })

  it('gets no more of two workers that look at once', async () => {
    const receiver = await receiving()
    const outboxes = [outboxOf('one'), outboxOf('two', { metrics: new Registry() })]
    for (let turn = 0; turn < 5; turn++) {
      await some(8, receiver.url)
      await Promise.all(outboxes.map((it) => it.run()))
    }
    expect(receiver.received).toHaveLength(6)
    now += MINUTE_MS
    await Promise.all(outboxes.map((it) => it.run()))
    expect(receiver.received).toHaveLength(7)
    expect(digestsOf(receiver)).toMatchObject([{ data: { count: 34 } }])
  })

  it('is told again under the same key by another worker when the first dies, and not twice of what came meanwhile', async () => {
    const died = Promise.withResolvers<void>()
    let isDead = false
    const receiver = await receiving()
    await some(10, receiver.url)
    const first = outboxOf('one', {
      failpoint: async (name) => {
        if (isDead && name === 'outbox.after_send') await died.promise
      },
    })
    await first.run()
    isDead = true
    now += MINUTE_MS
    first.wake()
    await until('the digest is under way', () => receiver.received.length === 7)
    await some(2, receiver.url)
    const second = outboxOf('two', { metrics: new Registry() })
    await second.run()
    expect(receiver.received).toHaveLength(7)
    now += 30_000
    await second.run()
    await second.run()
    expect(digestsOf(receiver).map((it) => it.data.count)).toEqual([4, 4])
    expect(new Set(digestsOf(receiver).map((it) => it.id)).size).toBe(1)
    now += MINUTE_MS
    await second.run()
    expect(digestsOf(receiver).at(-1)).toMatchObject({ data: { count: 2 } })
    died.resolve()
    await first.run()
    expect((await fates(database.pool)).every((it) => it.sentAt !== null)).toBe(true)
    expect(receiver.received).toHaveLength(9)
  })

  it('hears nothing of what nobody needs any more, and nothing at all when that is all', async () => {
    const receiver = await receiving()
    const outbox = outboxOf('one')
    const ids = await some(8, receiver.url)
    await database.pool.query("update notification set reason = 'step/duty_desk' where id = any($1)", [ids])
    await outbox.run()
    const acknowledge = (count: number) =>
      database.pool.query(
        `update alert set handling = 'acknowledged' where id in (
           select alert_id from notification where digest_id is not null and cancelled_at is null order by id limit $1)`,
        [count],
      )
    await acknowledge(1)
    now += MINUTE_MS
    await outbox.run()
    expect(digestsOf(receiver)).toMatchObject([{ data: { count: 1 } }])
    await some(3, receiver.url)
    await database.pool.query("update notification set reason = 'step/duty_desk' where reason = 'raised'")
    await outbox.run()
    await database.pool.query("update alert set handling = 'acknowledged'")
    now += MINUTE_MS
    await outbox.run()
    expect(receiver.received).toHaveLength(7)
    const { rows } = await database.pool.query(
      'select count(*)::int as n from notification where cancelled_at is not null',
    )
    expect(rows).toEqual([{ n: 5 }])
  })

  it('whose digest fails: all of it has, and it is tried on by itself while the next one is made', async () => {
    const answers = [503, 410]
    const receiver = await receiving((response, { body }) => {
      response.writeHead(body.includes('menshen.digest') ? (answers.shift() ?? 204) : 204).end()
    })
    const outbox = outboxOf('one')
    await some(9, receiver.url)
    await outbox.run()
    now += MINUTE_MS
    await outbox.run()
    const { rows } = await database.pool.query(
      "select count(*)::int as n from notification where last_error = 'answered 503'",
    )
    expect(rows).toEqual([{ n: 4 }])
    await some(2, receiver.url)
    await outbox.run()
    now += MINUTE_MS
    await outbox.run()
    expect(
      digestsOf(receiver)
        .map((it) => it.data.count)
        .toSorted(),
    ).toEqual([2, 3, 3])
    const failed = await database.pool.query('select count(*)::int as n from notification where failed_at is not null')
    expect([3, 4]).toContain(failed.rows[0].n)
  })
})

describe('a robot, which takes twenty a minute,', () => {
  it('is told of forty at once in seven messages', async () => {
    const robot = await startRobot('dingtalk', { clock: () => now })
    closers.push(() => robot.close())
    await notify(
      database.pool,
      Array.from({ length: 40 }, () => ({ channel: 'dingtalk', target: robot.target, severity: 'major' }) as const),
    )
    const outbox = outboxOf('one', { channels: [createDingtalkChannel()] })
    await outbox.run()
    now += 2 * MINUTE_MS
    await outbox.run()
    expect(robot.group).toHaveLength(7)
    expect(robot.group.at(-1)).toContain('另有 34 条告警，涉及 1 栋楼')
  })
})

describe('thousands of alerts at once', () => {
  it('arrive with every critical one before the others', { timeout: 120_000 }, async () => {
    const receiver = await receiving()
    await some(1, receiver.url, 'minor')
    await database.pool.query(
      `with raised as (
         insert into alert (order_id, household_id, kind, episode, severity, condition, started_at, last_at, raised_at, count, late, explanation)
         select a.order_id, a.household_id, a.kind, 'many/' || n, case when n % 3 = 0 then 'critical' else 'major' end, 'active',
           a.started_at, a.last_at, a.raised_at, 1, false, a.explanation from alert a, generate_series(1, 2400) n returning id
       )
       insert into notification (alert_id, contact_point_id, reason, due_at)
       select r.id, (select min(id) from contact_point), 'raised', to_timestamp($1 / 1000.0) from raised r`,
      [NOW],
    )
    const outbox = outboxOf('one')
    await outbox.run()
    now += MINUTE_MS
    await outbox.run()
    const severities = eventsOf(receiver).map((it) => it.data.severity ?? 'digest')
    expect([severities.filter((it) => it === 'critical').length, severities.length]).toEqual([800, 807])
    // Side by side with the last of them, which were claimed before, the others may arrive.
    expect(severities.findIndex((it) => it !== 'critical')).toBeGreaterThan(800 - SENT_AT_ONCE)
    expect(digestsOf(receiver)).toMatchObject([{ data: { count: 1595 } }])
  })
})

describe('a digest', () => {
  const line = {
    kind: 'sensor_silent',
    severity: 'major',
    startedAt: NOW,
    building: '3号楼',
    unit: null,
    room: '1203',
  } as const
  const { alertId: _, ...due } = notification()
  const digest: DueDigest = {
    ...due,
    ...{ alertId: null, reason: 'digest', household: null },
    digest: { alerts: 7, buildings: 3, startedAt: NOW, lines: [{ ...line, timeZone: 'Asia/Shanghai' }] },
  }

  it('has words and template variables in both languages', () => {
    expect(wordsOf(digest, 'zh')).toEqual({
      title: '另有 7 条告警，涉及 3 栋楼',
      body: '【重要】3号楼 1203 门磁失联 10:00\n另有 6 条。',
    })
    expect(wordsOf(digest, 'en')).toEqual({
      title: '7 more alerts in 3 buildings',
      body: '[Major] 3号楼 1203: Sensor silent, 10:00\nAnd 6 more.',
    })
    expect(variablesOf(digest, 'zh', NOW)).toEqual({ place: '3栋楼', what: '另有7条告警', since: '2026/3/1 10:00:00' })
    expect(variablesOf(digest, 'en', NOW)).toMatchObject({ place: '3 buildings', what: '7 more alerts' })
  })
})
