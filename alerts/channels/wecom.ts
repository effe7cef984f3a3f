import { z } from 'zod'
import type { Channel } from '../channel.ts'
import { createRobotChannel, type Meaning, type Provider, type RobotOptions, TIMEOUT_MS } from '../robot.ts'

/** "No more than 20 messages a minute"; the window is longer by the time that a call may be under way. */
const CALLS_PER_MINUTE_MAX = 20
const WINDOW_MS = 60_000 + TIMEOUT_MS
const MINUTE_MS = 60_000

const REFUSALS: ReadonlyMap<number, string> = new Map([
  [93000, 'the key is not valid, or the robot was removed from the group'],
  [93004, 'the robot is switched off'],
  [93008, 'the robot is not in the group'],
  [40008, 'the kind of message is not taken'],
  [40058, 'the message is not taken as it is'],
  [44004, 'the message is empty'],
  [45002, 'the message is too long'],
])

const WECOM: Provider = {
  id: 'wecom',
  name: 'WeCom',
  paces: [{ callsMax: CALLS_PER_MINUTE_MAX, perMs: WINDOW_MS }],
  requestOf: ({ target }, content) => ({ url: target, body: { msgtype: 'text', text: { content } } }),
  answer: z
    .object({ errcode: z.number(), errmsg: z.string().catch('') })
    .transform(({ errcode, errmsg }) => ({ code: errcode, message: errmsg })),
  meaningOf,
}

/** A robot of a WeCom (企业微信) group: a text, which unlike its markdown is shown in WeChat too. The key is all it has. */
export function createWecomChannel(options: RobotOptions = {}): Channel {
  return createRobotChannel(WECOM, options)
}

function meaningOf(code: number): Meaning {
  if (code === 0) return { kind: 'taken' }
  if (code === 45009 || code === 45033) return { kind: 'too_fast', afterMs: MINUTE_MS }
  const why = REFUSALS.get(code)
  return why === undefined ? { kind: 'unknown' } : { kind: 'refused', why }
}
