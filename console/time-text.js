import { language, text } from './texts.js'

/** 14:03:12, with the date in front when it is not today. */
export function timeText(iso) {
  const at = new Date(iso)
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const time = at.toLocaleTimeString(locale, { hour12: false })
  if (at.toDateString() === new Date().toDateString()) return time
  return `${at.toLocaleDateString(locale, { month: 'short', day: 'numeric' })} ${time}`
}

export function durationText(fromIso, untilIso) {
  const until = untilIso === null ? Date.now() : Date.parse(untilIso)
  const seconds = Math.max(0, Math.round((until - Date.parse(fromIso)) / 1000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (seconds < 60) return text('seconds', { n: seconds })
  if (minutes < 60) return text('minutes', { n: minutes })
  if (hours < 24) return text('hours', { h: hours, m: minutes % 60 })
  return text('days', { d: Math.floor(hours / 24), h: hours % 24 })
}
