import type { Instant } from '../base/instant.ts'
import type { PermitRequest } from '../store/permit-request.ts'
import { localDay } from '../watch/local-day.ts'

/** A request that nobody has answered by then is not asked for any more. */
export const REQUEST_LAPSES_MS = 24 * 3600 * 1000

export type RequestState = 'waiting' | 'granted' | 'declined' | 'lapsed'

/** What has become of it. */
export function requestState({ answer, from, askedAt }: PermitRequest, now: Instant): RequestState {
  if (answer !== null) return answer
  return now < (from ?? askedAt) + REQUEST_LAPSES_MS ? 'waiting' : 'lapsed'
}

/** How many of a day's permits are left to ask for. What was declined is given back. */
export function permitsLeft(
  requests: readonly Pick<PermitRequest, 'askedAt' | 'answer'>[],
  perDay: number,
  timeZone: string,
  now: Instant,
): number {
  const today = localDay(now, timeZone)
  const used = requests.filter((it) => it.answer !== 'declined' && localDay(it.askedAt, timeZone) === today)
  return Math.max(0, perDay - used.length)
}
