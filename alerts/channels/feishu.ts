import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Channel } from '../channel.ts'
import { createRobotChannel, type Meaning, type Provider, type RobotOptions, TIMEOUT_MS } from '../robot.ts'

/** "100 a minute and 5 a second"; the windows are longer by what a call may be under way, the short one by its usual. */
const CALLS_PER_MINUTE_MAX = 100
const CALLS_PER_SECOND_MAX = 5
const MINUTE_WINDOW_MS = 60_000 + TIMEOUT_MS
const SECOND_WINDOW_MS = 2000

const REFUSALS: ReadonlyMap<number, string> = new Map([
  [19001, 'the robot is not known: it was removed, or its address is wrong'],
  [19002, 'the message is not taken as it is'],
  [19007, 'the robot is switched off'],
  [19021, 'the signature does not match, or our clock is wrong by more than an hour'],
  [19022, 'our address is not among those that the robot lets in'],
  [19024, "the message has none of the robot's keywords"],
  [19036, 'the message is too long'],
])

const FEISHU: Provider = {
  id: 'feishu',
  name: 'Feishu',
  paces: [
    { callsMax: CALLS_PER_MINUTE_MAX, perMs: MINUTE_WINDOW_MS },
    { callsMax: CALLS_PER_SECOND_MAX, perMs: SECOND_WINDOW_MS },
  ],
  requestOf: ({ target, secret }, text, now) => ({
    url: target,
    body: { ...(secret === null ? {} : signatureOf(secret, now)), msg_type: 'text', content: { text: plain(text) } },
  }),
  // Its older answers say StatusCode, with 0 beside a `code` that says otherwise.
  answer: z.union([
    z.object({ code: z.number(), msg: z.string().catch('') }).transform(({ code, msg }) => ({ code, message: msg })),
    z
      .object({ StatusCode: z.number(), StatusMessage: z.string().catch('') })
      .transform((it) => ({ code: it.StatusCode, message: it.StatusMessage })),
  ]),
  meaningOf,
}

/** A custom robot of a Feishu (飞书) group: a text, signed in its body where the robot has a secret. */
export function createFeishuChannel(options: RobotOptions = {}): Channel {
  return createRobotChannel(FEISHU, options)
}

/** An HMAC of nothing, under the time in seconds and the secret. Good for an hour. */
function signatureOf(secret: string, now: number): { readonly timestamp: string; readonly sign: string } {
  const timestamp = String(Math.floor(now / 1000))
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64') }
}

/** A text's `<at …>` calls people; none of ours does. */
function plain(text: string): string {
  return text.replaceAll('<', '＜')
}

/** 9499 is both "too many request" and "Bad Request". */
function meaningOf(code: number, message: string): Meaning {
  if (code === 0) return { kind: 'taken' }
  if (code === 9499 && /bad request/i.test(message))
    return { kind: 'refused', why: 'the message is not taken as it is' }
  if (code === 9499 || code === 11232 || code === 99991400) return { kind: 'too_fast', afterMs: null }
  const why = REFUSALS.get(code)
  return why === undefined ? { kind: 'unknown' } : { kind: 'refused', why }
}
