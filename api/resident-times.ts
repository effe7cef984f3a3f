import type { Instant } from '../base/instant.ts'
import { localDay } from '../watch/local-day.ts'
import type { ResidentTexts } from './resident-words.ts'

/** The time of day where the household is, and the day unless it is today. */
export function timeText(
  at: Instant,
  timeZone: string,
  { locale }: Pick<ResidentTexts, 'locale'>,
  now: Instant,
): string {
  const time = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const day = localDay(at, timeZone) === localDay(now, timeZone) ? {} : ({ month: 'short', day: 'numeric' } as const)
  return new Intl.DateTimeFormat(locale, { ...day, ...time }).format(at)
}
