import type { Instant } from '../base/instant.ts'

const dayFormats = new Map<string, Intl.DateTimeFormat>()
const clockFormats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of an instant in an IANA time zone, as `2026-03-29`. */
export function localDay(at: Instant, timeZone: string): string {
  return formatOf(dayFormats, timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}

/** The time of day of an instant in an IANA time zone, as `02:10`. */
export function clockTime(at: Instant, timeZone: string): string {
  return formatOf(clockFormats, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
}

/** Day and time in an IANA time zone, as `2026-03-29 02:10`. */
export function localMinute(at: Instant, timeZone: string): string {
  return `${localDay(at, timeZone)} ${clockTime(at, timeZone)}`
}

/** Making a format costs a hundred times what using it does. */
function formatOf(
  formats: Map<string, Intl.DateTimeFormat>,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, ...options })
  formats.set(timeZone, format)
  return format
}
