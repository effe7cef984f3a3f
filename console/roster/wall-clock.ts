const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

const formats = new Map<string, Intl.DateTimeFormat>()

/** What the wall clock of an IANA zone shows, as `2026-03-29T02:30`: so forms have it. */
export function wallOf(at: number, timeZone: string): string {
  return new Date(at + offsetMs(at, timeZone)).toISOString().slice(0, 16)
}

/** As `2026-03-29`. */
export function dayOf(at: number, timeZone: string): string {
  return wallOf(at, timeZone).slice(0, 10)
}

/**
 * When the wall clock of an IANA zone first comes to a time such as `2026-03-29T02:30`, or past it: a time that is skipped
 * comes at the jump, one that comes twice the first time. So the service's rosters have it (docs/decisions/0023).
 */
export function instantOf(wall: string, timeZone: string): number {
  const shown = Date.parse(`${wall}Z`)
  const before = shown - offsetMs(shown - DAY_MS, timeZone)
  const after = shown - offsetMs(shown + DAY_MS, timeZone)
  if (before === after) return before
  const right = [before, after].filter((it) => it + offsetMs(it, timeZone) === shown)
  return right.length > 0 ? Math.min(...right) : jumpBetween(after, before, timeZone)
}

/** When a calendar day begins. */
export function dayStart(day: string, timeZone: string): number {
  return instantOf(`${day}T00:00`, timeZone)
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** 1 is Monday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00Z`).getUTCDay() || 7
}

export function mondayOf(day: string): string {
  return daysAfter(day, 1 - weekdayOf(day))
}

/** An address is typed by anybody: null for what is no day. */
export function dayIn(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const at = Date.parse(`${text}T00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : text
}

/** The first minute after `low` with the offset of `high`: no zone changes between two minutes. */
function jumpBetween(low: number, high: number, timeZone: string): number {
  const offset = offsetMs(high, timeZone)
  let [early, late] = [low, high]
  while (late - early > MINUTE_MS) {
    const middle = early + Math.floor((late - early) / 2 / MINUTE_MS) * MINUTE_MS
    if (offsetMs(middle, timeZone) === offset) late = middle
    else early = middle
  }
  return late
}

/** What the wall clock is ahead of UTC. */
function offsetMs(at: number, timeZone: string): number {
  const whole = Math.floor(at / 1000) * 1000
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(whole)
      .map((it) => [it.type, Number(it.value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  const date = [part('year'), part('month') - 1, part('day')] as const
  return Date.UTC(...date, part('hour'), part('minute'), part('second')) - whole
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
