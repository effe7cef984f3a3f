import i18next from 'i18next'
import { currentLanguage } from './words.ts'

const localeOf = () => (currentLanguage() === 'zh' ? 'zh-CN' : 'en-GB')

/** 14:03:12, with the date in front when it is not today. */
export function timeText(iso: string | number): string {
  const at = new Date(iso)
  const time = at.toLocaleTimeString(localeOf(), { hour12: false })
  return isToday(at) ? time : `${dayText(iso)} ${time}`
}

function dayText(iso: string | number): string {
  return new Date(iso).toLocaleDateString(localeOf(), { month: 'short', day: 'numeric' })
}

function isToday(at: Date): boolean {
  return at.toDateString() === new Date().toDateString()
}

export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (seconds < 60) return i18next.t('time.seconds', { n: seconds })
  if (minutes < 60) return i18next.t('time.minutes', { n: minutes })
  if (hours < 24) return i18next.t('time.hours', { h: hours, m: minutes % 60 })
  return i18next.t('time.days', { d: Math.floor(hours / 24), h: hours % 24 })
}
