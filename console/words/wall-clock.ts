import { DAY_MS, instantAt, wallOf as shownBy } from '../../base/wall-clock.ts'

/** What the wall clock of an IANA zone shows, as `2026-03-29T02:30`: so forms have it. */
export function wallOf(at: number, timeZone: string): string {
  return new Date(shownBy(at, timeZone)).toISOString().slice(0, 16)
}

/** As `2026-03-29`. */
export function dayOf(at: number, timeZone: string): string {
  return wallOf(at, timeZone).slice(0, 10)
}

/** When the wall clock of an IANA zone first comes to a time such as `2026-03-29T02:30`, or past it (docs/decisions/0023). */
export function instantOf(wall: string, timeZone: string): number {
  return instantAt(Date.parse(`${wall}Z`), timeZone)
}

/** When a calendar day begins. */
export function dayStart(day: string, timeZone: string): number {
  return instantOf(`${day}T00:00`, timeZone)
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** How many days there are from the first to the last, both included. */
export function daysBetween(first: string, last: string): number {
  return (Date.parse(`${last}T00:00Z`) - Date.parse(`${first}T00:00Z`)) / DAY_MS + 1
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
