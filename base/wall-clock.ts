import type { Instant } from './instant.ts'

// Pure, and imports no more than that: the pages take it as well, so that their day begins when the service's does.

export const MINUTE_MS = 60_000
export const DAY_MS = 24 * 3_600_000

const formats = new Map<string, Intl.DateTimeFormat>()

/** What the wall clock of an IANA zone shows, in milliseconds as if it were UTC. */
export function wallOf(at: Instant, timeZone: string): number {
  return at + offsetMs(at, timeZone)
}

/**
 * When the wall clock of an IANA zone first comes to a time, in milliseconds as if it were UTC, or past it: a time that is
 * skipped comes at the jump, one that comes twice the first time. So what is later on the wall is never earlier here.
 */
export function instantAt(wall: number, timeZone: string): Instant {
  const before = wall - offsetMs(wall - DAY_MS, timeZone)
  const after = wall - offsetMs(wall + DAY_MS, timeZone)
  if (before === after) return before
  const shown = [before, after].filter((it) => it + offsetMs(it, timeZone) === wall)
  return shown.length > 0 ? Math.min(...shown) : jumpBetween(after, before, timeZone)
}

/** The first instant after `low` with the offset of `high`. */
function jumpBetween(low: Instant, high: Instant, timeZone: string): Instant {
  const offset = offsetMs(high, timeZone)
  let [early, late] = [low, high]
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (offsetMs(middle, timeZone) === offset) late = middle
    else early = middle
  }
  return late
}

/** What the wall clock is ahead of UTC. */
function offsetMs(at: Instant, timeZone: string): number {
  const whole = Math.floor(at / 1000) * 1000
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(whole)
      .map((it) => [it.type, Number(it.value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  const wall = Date.UTC(
    ...([part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')] as const),
  )
  return wall - whole
}

/** Making a format costs a hundred times what using it does. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
  const times = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const
  const format = new Intl.DateTimeFormat('en-US', { timeZone, ...fields, ...times })
  formats.set(timeZone, format)
  return format
}
