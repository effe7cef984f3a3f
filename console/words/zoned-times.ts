import { currentLanguage } from './words.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Day and minute in an area's own zone, wherever it is read. */
export function zonedMinute(iso: string, timeZone: string): string {
  return formatOf(timeZone, true).format(new Date(iso))
}

/** As `02:10`. */
export function zonedClock(iso: string, timeZone: string): string {
  return formatOf(timeZone, false).format(new Date(iso))
}

function formatOf(timeZone: string, hasDay: boolean): Intl.DateTimeFormat {
  const locale = currentLanguage() === 'zh' ? 'zh-CN' : 'en-GB'
  const key = `${locale} ${timeZone} ${hasDay}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const
  const day = hasDay ? ({ month: 'short', day: 'numeric' } as const) : {}
  const format = new Intl.DateTimeFormat(locale, { ...clock, ...day })
  formats.set(key, format)
  return format
}
