import type { z } from 'zod'
import type { Instant } from '../base/instant.ts'
import { unreachable } from '../base/unreachable.ts'
import { reasonAgainst } from '../registry/robot-target.ts'
import type { Robot } from '../store/contact-point.ts'
import type { Pace } from '../store/paced-claim.ts'
import { beginningOf } from './answer-beginning.ts'
import type { Channel, Outgoing, SendResult } from './channel.ts'
import { cut } from './cut.ts'
import { linkLineOf, wordsOf } from './message.ts'
import { retryAfterMs } from './retry-after.ts'
import { whyNoAnswer } from './why-no-answer.ts'
import { withoutSecrets } from './without-secrets.ts'

export interface RobotOptions {
  readonly timeoutMs?: number
}

export interface RobotRequest {
  readonly url: string
  readonly body: unknown
}

/** What a provider's code means. An unknown one is tried again, since the message may still be wanted there. */
export type Meaning =
  | { readonly kind: 'taken' }
  | { readonly kind: 'too_fast'; readonly afterMs: number | null }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unknown' }

/** What tells one provider's robots from another's. */
export interface Provider {
  readonly id: Robot
  readonly name: string
  readonly paces: readonly Pace[]
  requestOf(notification: Outgoing, text: string, now: Instant): RobotRequest
  readonly answer: z.ZodType<{ readonly code: number; readonly message: string }>
  meaningOf(code: number, message: string): Meaning
}

export const TIMEOUT_MS = 5000
/** The tightest of the three takes 2048 bytes of text (WeCom). */
const TEXT_BYTES_MAX = 2000
/** Feishu's gateway says it in seconds as well, under a name of its own. */
const WAIT_HEADERS = ['retry-after', 'x-ogw-ratelimit-reset']

/**
 * A group robot: one POST of a text, answered with a code in JSON, mostly under status 200. None of the three providers
 * takes an idempotency key, so that a message whose answer was lost may stand in the group twice.
 */
export function createRobotChannel(provider: Provider, { timeoutMs = TIMEOUT_MS }: RobotOptions): Channel {
  return {
    id: provider.id,
    paces: provider.paces,
    receiptMsMax: null,
    send: (notification, now) => send(provider, notification, now, timeoutMs),
    close: async () => undefined,
  }
}

async function send(provider: Provider, notification: Outgoing, now: Instant, timeoutMs: number): Promise<SendResult> {
  const wrong = reasonAgainst(provider.id, notification.target)
  if (wrong !== null) return { kind: 'failed', why: `the address is ${wrong}` }
  const { url, body } = provider.requestOf(notification, textOf(notification), now)
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json; charset=utf-8' },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return withoutSecrets(resultOf(provider, response, await beginningOf(response), now), notification)
  } catch (error) {
    return withoutSecrets({ kind: 'retry', afterMs: null, why: whyNoAnswer(error) }, notification)
  }
}

/** Chinese above English, the link, which no cut reaches, and the name at the end, which a robot that wants a keyword may be given. */
function textOf(notification: Outgoing): string {
  const [zh, en] = [wordsOf(notification, 'zh'), wordsOf(notification, 'en')]
  const said = `${zh.title}\n${zh.body}\n\n${en.title}\n${en.body}`
  const link = linkLineOf(notification)
  const end = link === null ? '' : `\n\n${link}`
  return `${cut(said, TEXT_BYTES_MAX - Buffer.byteLength(end))}${end}\n— 门神 Menshen`
}

function resultOf(provider: Provider, response: Response, text: string, now: Instant): SendResult {
  const { status, ok } = response
  const asked = askedMs(response.headers, now)
  const answer = provider.answer.safeParse(jsonOf(text)).data
  if (answer === undefined) {
    return judgedByStatus(response, `${provider.name} answered status ${status} and nothing that is its answer`, asked)
  }
  const { code, message } = answer
  const said = `${provider.name} answered ${code}${message === '' ? '' : ` "${message}"`}`
  const meaning = provider.meaningOf(code, message)
  const untold = meaning.kind === 'unknown' || (meaning.kind === 'taken' && !ok)
  return untold ? judgedByStatus(response, `${said} under status ${status}`, asked) : told(meaning, said, asked)
}

function askedMs(headers: Headers, now: Instant): number | null {
  return WAIT_HEADERS.map((name) => retryAfterMs(headers.get(name), now)).find((it) => it !== null) ?? null
}

function judgedByStatus({ status, ok }: Response, why: string, afterMs: number | null): SendResult {
  if (status === 429) return { kind: 'throttled', afterMs, why }
  return status === 408 || status >= 500 || ok ? { kind: 'retry', afterMs, why } : { kind: 'failed', why }
}

function told(meaning: Exclude<Meaning, { kind: 'unknown' }>, said: string, asked: number | null): SendResult {
  switch (meaning.kind) {
    case 'taken':
      return { kind: 'sent', reference: null }
    case 'too_fast':
      return { kind: 'throttled', afterMs: asked ?? meaning.afterMs, why: `${said}: called too fast` }
    case 'refused':
      return { kind: 'failed', why: `${said}: ${meaning.why}` }
    default:
      return unreachable(meaning)
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
