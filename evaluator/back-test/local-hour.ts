import type { Instant } from '../../base/instant.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The hour of an instant in an IANA time zone, 0 to 23. */
export function localHour(at: Instant, timeZone: string): number {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
    formats.set(timeZone, format)
  }
  return Number(format.format(at))
}
