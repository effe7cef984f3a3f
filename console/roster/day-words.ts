import type { TFunction } from 'i18next'
import { currentLanguage } from '../words/words.ts'
import { zonedClock } from '../words/zoned-times.ts'
import type { Day, Piece } from './week.ts'

/** As `Sun, 29 Mar`: of a calendar day, whatever the zone. */
export function dayName(t: TFunction<'roster'>, day: string): string {
  const locale = currentLanguage() === 'zh' ? 'zh-CN' : 'en-GB'
  const at = new Date(`${day}T00:00Z`)
  const weekday = at.toLocaleDateString(locale, { weekday: 'short', timeZone: 'UTC' })
  const date = at.toLocaleDateString(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' })
  return t('dayName', { weekday, date })
}

/** As `20:00–24:00`: a day ends at its own end, and not at the next one's beginning. */
export function spanText({ from, until }: Piece, day: Day, timeZone: string): string {
  const end = until === day.until ? '24:00' : zonedClock(new Date(until).toISOString(), timeZone)
  return `${zonedClock(new Date(from).toISOString(), timeZone)}–${end}`
}
