import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../alerts/channel.ts'
import { createDingtalkChannel } from '../../alerts/channels/dingtalk.ts'
import { createFeishuChannel } from '../../alerts/channels/feishu.ts'
import { createWecomChannel } from '../../alerts/channels/wecom.ts'
import type { RobotOptions } from '../../alerts/robot.ts'
import { ROBOTS, type Robot } from '../../store/contact-point.ts'
import { NOW, notification, SENTENCE } from './notifications.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import { ANSWERS, SECRET, startRobot, TOKEN, targetAt } from './robots.ts'

const CHANNELS: Readonly<Record<Robot, (options?: RobotOptions) => Channel>> = {
  dingtalk: createDingtalkChannel,
  wecom: createWecomChannel,
  feishu: createFeishuChannel,
}

const open: Receiver[] = []
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.close()
})

async function robotOf(robot: Robot, secret: string | null = null) {
  const server = await startRobot(robot, { secret })
  open.push(server)
  return server
}

async function answering(answer: (response: ServerResponse) => void): Promise<Receiver> {
  const receiver = await startReceiver(answer)
  open.push(receiver)
  return receiver
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, headers).end(JSON.stringify(body))
  }

describe.each(ROBOTS)('a %s robot', (robot) => {
  const send = (target: string, options: RobotOptions = {}, secret: string | null = null) =>
    CHANNELS[robot](options).send(notification({ channel: robot, target, secret }), NOW)

  it('says place, what and since when in both languages, and its own name', async () => {
    const { group, target } = await robotOf(robot)
    expect(await send(target)).toEqual({ kind: 'sent', reference: null })
    expect(group).toHaveLength(1)
    for (const part of [
      '【紧急】3号楼 2单元 1203',
      SENTENCE.zh,
      '[Critical] 3号楼 2单元 1203',
      SENTENCE.en,
      '门神 Menshen',
    ])
      expect(group[0]).toContain(part)
  })

  it('cuts what is too long to whole characters', async () => {
    const { group, target } = await robotOf(robot)
    const sentence = { zh: '门'.repeat(3000), en: 'x' }
    const long = notification({ channel: robot, target, secret: null, sentence })
    expect(await CHANNELS[robot]().send(long, NOW)).toEqual({ kind: 'sent', reference: null })
    expect(group[0]).toMatch(/门\n— 门神 Menshen$/)
    expect(group[0]).not.toContain('�')
  })

  it('never cuts its link', async () => {
    const { group, target } = await robotOf(robot)
    const link = `https://menshen.example/a/${'x'.repeat(32)}`
    const sentence = { zh: '门'.repeat(3000), en: 'x' }
    await CHANNELS[robot]().send(notification({ channel: robot, target, secret: null, sentence, link }), NOW)
    expect(group[0]).toMatch(new RegExp(`门\n\n打开 Open: ${link}\n— 门神 Menshen$`))
    expect(Buffer.byteLength(group[0] ?? '')).toBeLessThan(2048)
  })

  it('whose address is wrong fails for good and says so', async () => {
    const { target } = await robotOf(robot)
    const result = await send(target.replace(TOKEN, TOKEN.replace('b7', 'c8')))
    expect(result).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/answered \d+ ".+": the (robot|key) is not/),
    })
  })

  it.each([
    [429, { 'retry-after': '7' }, 'throttled', 7000],
    [429, {}, 'throttled', null],
    [503, { 'retry-after': '9' }, 'retry', 9000],
    [500, {}, 'retry', null],
    [200, {}, 'retry', null],
    [404, {}, 'failed', undefined],
    [302, { location: '/elsewhere' }, 'failed', undefined],
  ])('behind a gateway that answers %i with %j', async (status, headers, kind, afterMs) => {
    const { url } = await answering((response) => response.writeHead(status, headers).end('<html>busy</html>'))
    expect(await send(targetAt(url, robot))).toEqual({
      ...{ kind, why: expect.stringMatching(`answered status ${status} and nothing that is its answer`) },
      ...(afterMs === undefined ? {} : { afterMs }),
    })
  })

  it('that takes it under a failing status goes again', async () => {
    const { url } = await answering(json(ANSWERS[robot], 500))
    expect(await send(targetAt(url, robot))).toMatchObject({ kind: 'retry' })
  })

  it('that is slow goes again', async () => {
    const { url } = await answering(() => undefined)
    expect(await send(targetAt(url, robot), { timeoutMs: 50 })).toMatchObject({
      kind: 'retry',
      why: expect.stringContaining('timeout'),
    })
  })

  it('that says 200 and drops the line goes again', async () => {
    const { url } = await answering((response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"errcode":0', () => response.destroy())
    })
    expect(await send(targetAt(url, robot))).toMatchObject({ kind: 'retry' })
  })

  it('whose answer never ends is cut off', async () => {
    const { url } = await answering((response) => response.writeHead(200).write(' '.repeat(1_000_000)))
    expect(await send(targetAt(url, robot))).toMatchObject({ kind: 'retry' })
  })

  it('with a code that nobody knows goes again', async () => {
    const { url } = await answering(json({ errcode: 777, code: 777 }))
    expect(await send(targetAt(url, robot))).toMatchObject({ kind: 'retry', why: expect.stringContaining('777') })
  })

  it('never repeats its token or secret', async () => {
    const said = `see ${TOKEN} and ${SECRET}`
    const { url } = await answering(json({ errcode: 777, errmsg: said, code: 777, msg: said }))
    const result = await send(targetAt(url, robot), {}, SECRET)
    expect(JSON.stringify(result)).toContain('see … and …')
  })

  it.each(['http://example.org/', 'hook', 'https://user:word@oapi.dingtalk.com/robot/send'])(
    'at %j fails without a call',
    async (target) => {
      expect(await send(target)).toMatchObject({ kind: 'failed', why: expect.not.stringContaining('word@') })
    },
  )
})

describe.each(['dingtalk', 'feishu'] as const)('a %s robot with a secret', (robot) => {
  const channel = CHANNELS[robot]()

  it('lets a signed message in', async () => {
    const { group, target } = await robotOf(robot, SECRET)
    const signed = notification({ channel: robot, target, secret: SECRET })
    expect(await channel.send(signed, NOW)).toEqual({ kind: 'sent', reference: null })
    expect(group).toHaveLength(1)
  })

  it.each([
    ['another secret', 'SEC-another-secret-of-another', NOW],
    ['no secret', null, NOW],
    ['a clock that is two hours slow', SECRET, NOW - 7_200_000],
  ])('does not with %s', async (_, secret, now) => {
    const { group, target } = await robotOf(robot, SECRET)
    const result = await channel.send(notification({ channel: robot, target, secret }), now)
    expect(result).toMatchObject({ kind: 'failed', why: expect.stringMatching(/310000|19021/) })
    expect(group).toHaveLength(0)
  })
})

describe('what the codes mean', () => {
  it.each([
    ['dingtalk', { errcode: 130101, errmsg: 'send too fast' }, 'throttled', 600_000],
    ['dingtalk', { errcode: 410100, errmsg: 'send too fast' }, 'throttled', 600_000],
    ['dingtalk', { errcode: 310000, errmsg: 'keywords not in content' }, 'failed', undefined],
    ['dingtalk', { errcode: -1, errmsg: 'system busy' }, 'retry', null],
    ['wecom', { errcode: 45009, errmsg: 'api freq out of limit' }, 'throttled', 60_000],
    ['wecom', { errcode: 93000, errmsg: 'invalid webhook url' }, 'failed', undefined],
    ['wecom', { errcode: -1, errmsg: 'system busy' }, 'retry', null],
    ['feishu', { StatusCode: 0, code: 9499, msg: 'too many request' }, 'throttled', null],
    ['feishu', { code: 11232, msg: 'frequency limited' }, 'throttled', null],
    ['feishu', { code: 9499, msg: 'Bad Request' }, 'failed', undefined],
    ['feishu', { code: 19024, msg: 'Key Words Not Found' }, 'failed', undefined],
    ['feishu', { StatusCode: 0, StatusMessage: 'success' }, 'sent', undefined],
  ] as const)('%s %j: %s', async (robot, body, kind, afterMs) => {
    const { url } = await answering(json(body))
    const result = await CHANNELS[robot]().send(notification({ target: targetAt(url, robot) }), NOW)
    expect(result).toMatchObject({ kind, ...(afterMs === undefined ? {} : { afterMs }) })
  })

  it('a wait that a provider asks for stands before what we know of it', async () => {
    const { url } = await answering(json({ code: 11232, msg: 'slow' }, 429, { 'x-ogw-ratelimit-reset': '52' }))
    const result = await createFeishuChannel().send(notification({ target: targetAt(url, 'feishu') }), NOW)
    expect(result).toMatchObject({ kind: 'throttled', afterMs: 52_000 })
  })
})
