import type { Instant } from '../base/instant.ts'

const DAY_MS = 24 * 3600 * 1000
/** Another's clock further from ours than this is wrong, and arrival decides (3-wire.md). */
const BEHIND_MS_MAX = 30 * DAY_MS
const AHEAD_MS_MAX = 5 * 60 * 1000
/** Seconds since 1970 stay below this until the year 5138; milliseconds were above it in March 1973. */
const SECONDS_MAX = 1e11

const ZONED_ISO = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:?\d\d)$/
/** Huawei's `20151212T121212Z`. */
const COMPACT_ISO = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/
const DIGITS = /^\d{10}(?:\d{3})?$/

/**
 * An instant from seconds, milliseconds (told apart by their size), the same as digits in a string, or ISO 8601 with its
 * zone. A time without a zone is nobody's instant and is not read.
 */
export function readTime(value: unknown): Instant | null {
  if (typeof value === 'number') return fromNumber(value)
  if (typeof value !== 'string') return null
  if (DIGITS.test(value)) return fromNumber(Number(value))
  const compact = COMPACT_ISO.exec(value)
  if (compact !== null) return fromIso(value.replace(COMPACT_ISO, '$1-$2-$3T$4:$5:$6Z'))
  return ZONED_ISO.test(value) ? fromIso(value.toUpperCase().replace(' ', 'T')) : null
}

export function secondsSince1970(seconds: number): Instant {
  return Math.round(seconds * 1000)
}

/** The claimed instant where it can be believed, and never later than we heard of it. */
export function believable(at: Instant | null, receivedAt: Instant): Instant | null {
  if (at === null || at < receivedAt - BEHIND_MS_MAX || at > receivedAt + AHEAD_MS_MAX) return null
  return Math.min(at, receivedAt)
}

function fromNumber(value: number): Instant | null {
  if (!(value > 0)) return null
  return Math.round(value < SECONDS_MAX ? value * 1000 : value)
}

function fromIso(text: string): Instant | null {
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}
