import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../alerts/channel.ts'
import { createDingtalkChannel } from '../../alerts/channels/dingtalk.ts'
import { createFeishuChannel } from '../../alerts/channels/feishu.ts'
import { createVoiceChannel } from '../../alerts/channels/voice.ts'
import { createWecomChannel } from '../../alerts/channels/wecom.ts'
import { type Outbox, startOutbox } from '../../alerts/outbox.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import { createLog } from '../../base/log.ts'
import type { Robot } from '../../store/contact-point.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { ACCESS_KEY, startAlibaba, TEMPLATES } from './alibaba.ts'
import { NO_BUDGET } from './claim-due.ts'
import { fates, type Given, NOW, notify } from './notifications.ts'
import { startReceiver } from './receiver.ts'
import { type RobotServer, startRobot, targetAt } from './robots.ts'

const NEVER_MS = 3_600_000
/** A minute, and what a call may be under way. */
const WINDOW_MS = 65_000

let database: TestDatabase
let now = NOW
let metrics = new Registry()
const closers: (() => Promise<void>)[] = []

beforeEach(async () => {
  database = await freshDatabase()
  now = NOW
  metrics = new Registry()
})
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
  await database.close()
})

async function robotOf(robot: Robot): Promise<RobotServer> {
  const server = await startRobot(robot, { clock: () => now })
  closers.push(() => server.close())
  return server
}

function outboxOf(
  worker: string,
  registry = metrics,
  channels: readonly Channel[] = [createDingtalkChannel(), createWecomChannel(), createFeishuChannel()],
): Outbox {
  const outbox = startOutbox({
    ...{ pool: database.pool, worker, clock: () => now, random: () => 1, log: createLog('silent') },
    channels,
    ...{
      metrics: registry,
      failpoint: noFailpoint,
      linkOf: () => null,
      createClient: null,
      pollMs: NEVER_MS,
      budget: NO_BUDGET,
    },
  })
  closers.push(() => outbox.stop())
  return outbox
}

const many = (count: number, given: Given) => Array.from({ length: count }, () => given)
const criticalIn = (server: RobotServer) => server.group.filter((text) => text.includes('[Critical]')).length

describe.each(['dingtalk', 'wecom'] as const)('a %s robot, which takes twenty messages a minute', (channel) => {
  it('gets no more from two workers together; what is over waits, the critical first', async () => {
    const robot = await robotOf(channel)
    await notify(database.pool, many(12, { channel, target: robot.target, severity: 'minor' }))
    await notify(database.pool, many(25, { channel, target: robot.target }))
    const outboxes = [outboxOf('one'), outboxOf('two', new Registry())]
    const run = () => Promise.all(outboxes.map((it) => it.run()))
    await run()
    expect([robot.received.length, robot.group.length, criticalIn(robot)]).toEqual([20, 20, 20])
    expect(await metrics.metrics()).toContain(`menshen_notifications_due{channel="${channel}"} 17`)
    now = NOW + WINDOW_MS - 1
    await run()
    expect(robot.group).toHaveLength(20)
    now = NOW + WINDOW_MS
    await run()
    expect([robot.group.length, criticalIn(robot)]).toEqual([35, 25])
    now = NOW + 2 * WINDOW_MS
    await run()
    expect(robot.received).toHaveLength(37)
    expect((await fates(database.pool)).every(({ sentAt, attempts }) => sentAt !== null && attempts === 1)).toBe(true)
  })

  it('has a quarter kept free for what is critical', async () => {
    const robot = await robotOf(channel)
    await notify(database.pool, many(30, { channel, target: robot.target, severity: 'major' }))
    const outbox = outboxOf('one')
    await outbox.run()
    expect(robot.group).toHaveLength(15)
    await notify(database.pool, many(6, { channel, target: robot.target }))
    await outbox.run()
    expect([robot.group.length, criticalIn(robot)]).toEqual([20, 5])
  })
})

describe('a feishu robot, which takes five messages a second', () => {
  it('is asked at its pace', async () => {
    const robot = await robotOf('feishu')
    await notify(database.pool, many(12, { channel: 'feishu', target: robot.target }))
    const outbox = outboxOf('one')
    const sizes: number[] = []
    for (const _ of [1, 2, 3]) {
      await outbox.run()
      sizes.push(robot.received.length)
      now += 2000
    }
    expect(sizes).toEqual([5, 10, 12])
    expect(robot.group).toHaveLength(12)
  })
})

describe('a robot whose provider says "too fast"', () => {
  it('is left alone until then, all that is for it; another robot is not', async () => {
    const answers = [{ errcode: 45009, errmsg: 'api freq out of limit' }]
    const busy = await startReceiver((response) => {
      response.end(JSON.stringify(answers.shift() ?? { errcode: 0, errmsg: 'ok' }))
    })
    closers.push(() => busy.close())
    const other = await robotOf('wecom')
    const target = targetAt(busy.url, 'wecom')
    await notify(database.pool, [{ channel: 'wecom', target }])
    const outbox = outboxOf('one')
    await outbox.run()
    await notify(database.pool, [
      { channel: 'wecom', target },
      { channel: 'wecom', target: other.target },
    ])
    await outbox.run()
    expect(busy.received).toHaveLength(1)
    expect(other.group).toHaveLength(1)
    expect(await fates(database.pool)).toMatchObject([
      { attempts: 1, dueAt: NOW + 60_000, lastError: 'WeCom answered 45009 "api freq out of limit": called too fast' },
      { attempts: 0 },
      { sentAt: NOW },
    ])
    expect(await metrics.metrics()).toContain('menshen_notification_throttled_total{channel="wecom"} 1')
    now = NOW + 60_000
    await outbox.run()
    expect(busy.received).toHaveLength(3)
    expect(await fates(database.pool)).toMatchObject([{ sentAt: now }, { sentAt: now }, { sentAt: NOW }])
  })
})

describe('a telephone, which takes one call a minute and five an hour', () => {
  it('is called at that pace, also for what is not critical', async () => {
    const provider = await startAlibaba('voice')
    closers.push(() => provider.close())
    const options = { ...ACCESS_KEY, endpoint: provider.url, templates: { zh: TEMPLATES.voice, en: null } }
    const channel = await createVoiceChannel({ ...options, shownNumber: null, receipts: false })
    await notify(database.pool, many(7, { channel: 'voice', target: '+8613800001234', severity: 'major' }))
    await notify(database.pool, many(2, { channel: 'voice', target: '+8613800001234' }))
    const outbox = outboxOf('one', metrics, [channel])
    const sizes: number[] = []
    for (const _ of [1, 2, 3, 4, 5, 6, 7]) {
      await outbox.run()
      sizes.push(provider.taken.length)
      now += 60_000
    }
    expect(sizes).toEqual([1, 2, 3, 3, 3, 3, 3])
    now = NOW + 3_600_000
    await outbox.run()
    expect(provider.taken).toHaveLength(4)
  })
})
