import type { Cell } from './cell.ts'

/** What a wall clock shows, in whatever zone it hangs: milliseconds as if it were UTC. */
export interface LocalDate {
  readonly wallMs: number
  /** No time of day was given. */
  readonly isDay: boolean
}

const DAY_MS = 86_400_000
/** Excel's day 0 is 1899-12-30, because it believes in a 29 February 1900. */
const DAYS_BEFORE_1970 = 25_569
const DAYS_1904 = 1462
/** 2000-01-01 and 2100-01-01: other numbers are no dates of an order. */
const SERIAL_MIN = 36_526
const SERIAL_MAX = 73_051

const SEPARATED = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]+(.+))?$/
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})日?\s*(.+)?$/
const RUN_TOGETHER = /^(\d{4})(\d{2})(\d{2})$/
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$|^(\d{1,2})[时点](?:(\d{1,2})分?(?:(\d{1,2})秒?)?)?$/

/**
 * `2026-03-02`, `2026/3/2`, `2026.3.2`, `2026年3月2日`, `20260302`, each with or without a time as `8:30`, `08:30:00` or
 * `8时30分`, or a date as Excel keeps it. 24:00 is the end of its day. Null: none of these, or a day that is in no calendar.
 */
export function localDate(cell: Cell, is1904: boolean): LocalDate | null {
  if (cell.kind === 'number') return ofNumber(cell.value, cell.isTimed, is1904)
  return cell.kind === 'text' ? ofText(cell.text.normalize('NFKC').trim()) : null
}

function ofNumber(value: number, isTimed: boolean, is1904: boolean): LocalDate | null {
  if (Number.isInteger(value) && value > 19_000_000) return ofText(String(value))
  const serial = is1904 ? value + DAYS_1904 : value
  if (serial < SERIAL_MIN || serial >= SERIAL_MAX) return null
  // Parts of a day are shares of one, which whole seconds are only nearly.
  const wallMs = Math.round((serial - DAYS_BEFORE_1970) * (DAY_MS / 1000)) * 1000
  return { wallMs, isDay: Number.isInteger(serial) && !isTimed }
}

function ofText(text: string): LocalDate | null {
  const separated = text.match(SEPARATED)
  if (separated !== null) {
    const [, year, , month, day, clock] = separated
    return dated(year, month, day, clock)
  }
  const [, year, month, day, clock] = text.match(CHINESE) ?? text.match(RUN_TOGETHER) ?? []
  return year === undefined ? null : dated(year, month, day, clock)
}

function dated(year?: string, month?: string, day?: string, clock?: string): LocalDate | null {
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const shown = new Date(at)
  if (shown.getUTCMonth() !== Number(month) - 1 || shown.getUTCDate() !== Number(day)) return null
  if (clock === undefined) return { wallMs: at, isDay: true }
  const ms = clockMs(clock.trim())
  return ms === null ? null : { wallMs: at + ms, isDay: false }
}

function clockMs(clock: string): number | null {
  const found = clock.match(CLOCK)
  if (found === null) return null
  const [hour, minute, second] = [found[1] ?? found[4], found[2] ?? found[5], found[3] ?? found[6]].map((it) =>
    Number(it ?? 0),
  )
  if (hour === undefined || minute === undefined || second === undefined) return null
  const ms = ((hour * 60 + minute) * 60 + second) * 1000
  return minute > 59 || second > 59 || ms > DAY_MS ? null : ms
}
