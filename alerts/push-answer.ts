import type { Instant } from '../base/instant.ts'
import type { SendResult } from './channel.ts'
import { retryAfterMs } from './retry-after.ts'

export interface PushAnswer {
  readonly result: SendResult
  /** The subscription is no more (RFC 8030, 7.3). */
  readonly gone: boolean
}

const SAID_LENGTH_MAX = 200
/** Longer than any that the browsers' services are known to give. */
const REFERENCE_LENGTH_MAX = 500
/** Edge's service says it so, or with 406 and 429. */
const WNS_STATUS = 'x-wns-notificationstatus'

const BAD_SIGNATURE =
  'it does not take our signature: look at the clock, and at MENSHEN_WEB_PUSH_CONTACT, which Apple wants to be an ' +
  'address that can be reached; with another master key each browser has to be given anew'
const REFUSALS: ReadonlyMap<number, string> = new Map([
  [400, BAD_SIGNATURE],
  [401, BAD_SIGNATURE],
  [403, BAD_SIGNATURE],
  [413, 'the message is too large'],
])

/** What a push service's answer means: RFC 8030, sections 5 and 8.4, and what the browsers' services do besides. */
export function pushResultOf(response: Response, text: string, now: Instant): PushAnswer {
  const { status, ok, headers } = response
  const said = saidBy(status, headers, text)
  if (status === 404 || status === 410) {
    const why = `${said}: the browser has taken its subscription back, or its permission was withdrawn`
    return { result: { kind: 'failed', why }, gone: true }
  }
  return { result: resultOf(status, ok, headers, said, now), gone: false }
}

function resultOf(status: number, ok: boolean, headers: Headers, said: string, now: Instant): SendResult {
  const afterMs = retryAfterMs(headers.get('retry-after'), now)
  const wns = headers.get(WNS_STATUS) ?? 'received'
  if (status === 429 || status === 406 || wns === 'channelthrottled') return { kind: 'throttled', afterMs, why: said }
  if (ok && wns !== 'received') return { kind: 'failed', why: `${said}: it was ${wns}` }
  // The message's own address (RFC 8030, 5).
  if (ok) return { kind: 'sent', reference: headers.get('location')?.slice(0, REFERENCE_LENGTH_MAX) ?? null }
  if (status === 408 || status >= 500) return { kind: 'retry', afterMs, why: said }
  const why = REFUSALS.get(status)
  return { kind: 'failed', why: why === undefined ? said : `${said}: ${why}` }
}

function saidBy(status: number, headers: Headers, text: string): string {
  const words = (headers.get('x-wns-error-description') ?? text).trim().slice(0, SAID_LENGTH_MAX)
  return `the push service answered ${status}${words === '' ? '' : ` "${words}"`}`
}
