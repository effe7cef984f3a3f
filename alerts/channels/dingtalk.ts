import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Instant } from '../../base/instant.ts'
import type { Channel } from '../channel.ts'
import { createRobotChannel, type Meaning, type Provider, type RobotOptions, TIMEOUT_MS } from '../robot.ts'

/** "At most 20 messages a minute"; the window is longer by the time that a call may be under way. */
const CALLS_PER_MINUTE_MAX = 20
const WINDOW_MS = 60_000 + TIMEOUT_MS
/** Whoever is over the limit is shut out for ten minutes. */
const SHUT_OUT_MS = 600_000

const REFUSALS: ReadonlyMap<number, string> = new Map([
  [310000, "the robot's security settings (signature, keyword or address) do not let the message in"],
  [300001, 'the robot is not known: it was removed, or its address is wrong'],
  [300005, 'the robot is not known: it was removed, or its address is wrong'],
  [400013, 'the group was dissolved'],
  [400101, 'the address has no access_token'],
  [400102, 'the robot is switched off'],
])

const DINGTALK: Provider = {
  id: 'dingtalk',
  name: 'DingTalk',
  paces: [{ callsMax: CALLS_PER_MINUTE_MAX, perMs: WINDOW_MS }],
  requestOf: ({ target, secret }, content, now) => ({
    url: secret === null ? target : signed(target, secret, now),
    body: { msgtype: 'text', text: { content } },
  }),
  answer: z
    .object({ errcode: z.number(), errmsg: z.string().catch('') })
    .transform(({ errcode, errmsg }) => ({ code: errcode, message: errmsg })),
  meaningOf,
}

/** A custom robot of a DingTalk (钉钉) group: a text, signed in its address where the robot has a secret. */
export function createDingtalkChannel(options: RobotOptions = {}): Channel {
  return createRobotChannel(DINGTALK, options)
}

/** The time in milliseconds, and over it and the secret an HMAC under the secret. Good for an hour. */
function signed(target: string, secret: string, now: Instant): string {
  const url = new URL(target)
  url.searchParams.set('timestamp', String(now))
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'))
  return url.href
}

function meaningOf(code: number): Meaning {
  if (code === 0) return { kind: 'taken' }
  if (code === 130101 || code === 410100) return { kind: 'too_fast', afterMs: SHUT_OUT_MS }
  const why = REFUSALS.get(code)
  return why === undefined ? { kind: 'unknown' } : { kind: 'refused', why }
}
