import type { Instant } from '../base/instant.ts'

/** Retry-After is seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | null, now: Instant): number | null {
  if (header === null) return null
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(ms) && ms >= 0 ? ms : null
}
