import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Instant } from '../../base/instant.ts'
import type { Robot } from '../../store/contact-point.ts'
import { NOW } from './notifications.ts'
import { type Received, type Receiver, startReceiver } from './receiver.ts'

export const TOKEN = 'b7c1a90e4d5f46f2a1d3c8e9'
export const SECRET = 'SEC0f3b6d1e9a8c7b5d4e2f'

const HOUR_MS = 3_600_000
const PATHS = {
  dingtalk: `/robot/send?access_token=${TOKEN}`,
  wecom: `/cgi-bin/webhook/send?key=${TOKEN}`,
  feishu: `/open-apis/bot/v2/hook/${TOKEN}`,
} as const

/** What each provider documents as its limits: so many calls in so many milliseconds. */
const LIMITS = {
  dingtalk: [[20, 60_000]],
  wecom: [[20, 60_000]],
  feishu: [
    [100, 60_000],
    [5, 1000],
  ],
} as const

const TOO_FAST = {
  dingtalk: { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' },
  wecom: { errcode: 45009, errmsg: 'api freq out of limit' },
  feishu: { code: 11232, msg: 'frequency limited' },
} as const

export const ANSWERS = {
  dingtalk: { errcode: 0, errmsg: 'ok' },
  wecom: { errcode: 0, errmsg: 'ok' },
  feishu: { StatusCode: 0, StatusMessage: 'success', code: 0, msg: 'success', data: {} },
} as const

const said = {
  dingtalk: z.strictObject({ msgtype: z.literal('text'), text: z.strictObject({ content: z.string().min(1) }) }),
  wecom: z.strictObject({
    msgtype: z.literal('text'),
    text: z.strictObject({ content: z.string().refine((it) => Buffer.byteLength(it) <= 2048) }),
  }),
  feishu: z.strictObject({
    timestamp: z.string().optional(),
    sign: z.string().optional(),
    msg_type: z.literal('text'),
    content: z.strictObject({ text: z.string().min(1) }),
  }),
}

export interface RobotServer extends Receiver {
  /** The robot's address. */
  readonly target: string
  /** The texts that stand in the group. */
  readonly group: readonly string[]
}

export interface RobotSetup {
  /** The robot's signing secret; null: it has none. */
  readonly secret?: string | null
  readonly clock?: () => Instant
}

/** A provider's side as its public documents describe it: address, signature, body and limits, answered under status 200. */
export async function startRobot(
  robot: Robot,
  { secret = null, clock = () => NOW }: RobotSetup = {},
): Promise<RobotServer> {
  const group: string[] = []
  const calls: Instant[] = []
  const answerTo = (received: Received): unknown => {
    const refusal = refusalOf(robot, received, secret, clock())
    if (refusal !== null) return refusal
    const now = clock()
    if (LIMITS[robot].some(([max, perMs]) => calls.filter((at) => at > now - perMs).length >= max))
      return TOO_FAST[robot]
    calls.push(now)
    group.push(textOf(robot, received.body))
    return ANSWERS[robot]
  }
  const receiver = await startReceiver((response, received) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answerTo(received)))
  })
  return { ...receiver, target: `${receiver.url}${PATHS[robot]}`, group }
}

export function targetAt(url: string, robot: Robot): string {
  return `${url}${PATHS[robot]}`
}

function textOf(robot: Robot, body: string): string {
  return robot === 'feishu'
    ? said.feishu.parse(JSON.parse(body)).content.text
    : said[robot].parse(JSON.parse(body)).text.content
}

function refusalOf(robot: Robot, received: Received, secret: string | null, now: Instant): object | null {
  const url = new URL(received.path, 'http://robot')
  const json = received.headers['content-type']?.startsWith('application/json') && received.method === 'POST'
  if (!json || !said[robot].safeParse(JSON.parse(received.body)).success) {
    return robot === 'feishu' ? { code: 9499, msg: 'Bad Request', data: {} } : { errcode: 40058, errmsg: 'invalid' }
  }
  switch (robot) {
    case 'dingtalk':
      if (url.searchParams.get('access_token') !== TOKEN) return { errcode: 300005, errmsg: 'token is not exist' }
      return secret === null || signedForDingtalk(url, secret, now)
        ? null
        : { errcode: 310000, errmsg: 'sign not match' }
    case 'wecom':
      return url.searchParams.get('key') === TOKEN ? null : { errcode: 93000, errmsg: 'invalid webhook url' }
    case 'feishu':
      if (!url.pathname.endsWith(`/${TOKEN}`))
        return { code: 19001, msg: 'param invalid: incoming webhook access token' }
      return secret === null || signedForFeishu(received.body, secret, now)
        ? null
        : { code: 19021, msg: 'sign match fail or timestamp is not within one hour from current time' }
  }
}

function signedForDingtalk(url: URL, secret: string, now: Instant): boolean {
  const timestamp = url.searchParams.get('timestamp') ?? ''
  const mac = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest()
  return isMac(url.searchParams.get('sign') ?? '', mac) && Math.abs(now - Number(timestamp)) < HOUR_MS
}

function signedForFeishu(body: string, secret: string, now: Instant): boolean {
  const { timestamp = '', sign = '' } = said.feishu.parse(JSON.parse(body))
  const mac = createHmac('sha256', `${timestamp}\n${secret}`).digest()
  return isMac(sign, mac) && Math.abs(now - Number(timestamp) * 1000) < HOUR_MS
}

function isMac(given: string, mac: Buffer): boolean {
  const bytes = Buffer.from(given, 'base64')
  return bytes.length === mac.length && timingSafeEqual(bytes, mac)
}
