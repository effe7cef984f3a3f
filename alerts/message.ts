import type { Instant } from '../base/instant.ts'
import type { DueAlert, DueNotification } from '../store/notification.ts'

/** A message's words. Short: the place, what, since when; the place is a building, a unit and a room, never a name. */
export interface Words {
  readonly title: string
  readonly body: string
}

const SEVERITY = {
  critical: { zh: '紧急', en: 'Critical' },
  major: { zh: '重要', en: 'Major' },
  minor: { zh: '一般', en: 'Minor' },
} as const

export type Language = 'zh' | 'en'

const TEST = {
  zh: { title: '【测试】门神', body: '这是一条测试消息：门神的通知可以送达这里。' },
  en: { title: '[Test] Menshen', body: 'This is a test: what Menshen has to say arrives here.' },
} as const

/** What a message says before the alert's own sentence, by its reason. */
const REMARKS = {
  none: { zh: '', en: '' },
  reminder: { zh: '您已确认，但至今未处置：', en: 'You acknowledged this and it is not resolved: ' },
  again: { zh: '确认后再次发生：', en: 'Again since it was acknowledged: ' },
} as const

function remarkOf(reason: string): keyof typeof REMARKS {
  const [what] = reason.split('/')
  return what === 'reminder' || what === 'again' ? what : 'none'
}

export function wordsOf(notification: DueNotification, language: Language): Words {
  return notification.alertId === null ? TEST[language] : wordsOfAlert(notification, language)
}

function wordsOfAlert(notification: DueAlert, language: Language): Words {
  const place = placeOf(notification)
  const severity = SEVERITY[notification.severity][language]
  const since = localTime(notification.startedAt, notification.timeZone, language)
  const late = notification.late ? { zh: '（补报）', en: ' (reported late)' }[language] : ''
  const sentence = `${REMARKS[remarkOf(notification.reason)][language]}${notification.sentence[language]}`
  return {
    title: { zh: `【${severity}】${place}`, en: `[${severity}] ${place}` }[language],
    body: { zh: `${sentence}${late}。自 ${since}`, en: `${sentence}${late}. Since ${since}` }[language],
  }
}

export function placeOf({ building, unit, room }: DueAlert): string {
  return [building, unit, room].filter((it) => it !== null).join(' ')
}

export function localTime(at: Instant, timeZone: string, language: Language): string {
  const locale = { zh: 'zh-CN', en: 'en-GB' }[language]
  return new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
}
