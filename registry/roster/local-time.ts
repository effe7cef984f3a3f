import type { Instant } from '../../base/instant.ts'

export const MINUTE_MS = 60_000
export const DAY_MS = 24 * 3_600_000

const formats = new Map<string, Intl.DateTimeFormat>()

/** Days since 1970-01-01, of a calendar day and not of an instant. */
export type DayNumber = number

export function dayNumberOf(day: string): DayNumber {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
}

/** As `2026-03-29`. */
export function dayOf(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** 1 is Monday, 7 is Sunday (ISO 8601). 1970-01-01 was a Thursday. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The calendar day of an instant in an IANA zone. */
export function localDayNumber(at: Instant, timeZone: string): DayNumber {
  return Math.floor((at + offsetMs(at, timeZone)) / DAY_MS)
}

/** What the wall clock of an IANA zone shows, in milliseconds as if it were UTC. */
export function wallOf(at: Instant, timeZone: string): number {
  return at + offsetMs(at, timeZone)
}

/**
 * When the wall clock of an IANA zone first comes to so many minutes after midnight of a day, or past them: a time that is
 * skipped comes at the jump, one that comes twice the first time. So what is later on the wall is never earlier here.
 */
export function instantOf(day: DayNumber, minutes: number, timeZone: string): Instant {
  const wall = day * DAY_MS + minutes * MINUTE_MS
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
