import type { Instant } from '../base/instant.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of an instant in an IANA time zone, as `2026-03-29`. */
export function localDay(at: Instant, timeZone: string): string {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format.format(at)
}
