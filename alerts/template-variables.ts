import type { Instant } from '../base/instant.ts'
import type { Digest } from '../store/digest-claim.ts'
import type { DueNotification } from '../store/notification.ts'
import { titles } from '../watch/sentences.ts'
import { type Language, localTime, placeOf, wordsOf } from './message.ts'

/** What fills a template that the provider has approved. Each is at most 35 characters long. */
export interface TemplateVariables {
  readonly place: string
  readonly what: string
  readonly since: string
}

/** help.aliyun.com, 463270: a variable of a notification's template has 1 to 35 characters. */
const LENGTH_MAX = 35
/** Brackets of these kinds stand for the signature and are refused within a message. */
const REFUSED = /[【】\p{Cc}]+/gu
const TEST_PLACE = { zh: '门神', en: 'Menshen' } as const
const TEST_WHAT = { zh: '测试消息', en: 'test message' } as const
/** Into the same template: whose it is, and what is asked. */
const TO_RESIDENT = {
  zh: { place: '您家的门', what: '仍未关上，若无需要请关好' },
  en: { place: 'Your door', what: 'is still open, please close it' },
} as const
/** Into the same template too: where, and how many. */
const several = ({ alerts, buildings }: Digest) => ({
  zh: { place: `${buildings}栋楼`, what: `另有${alerts}条告警` },
  en: {
    place: `${buildings} building${buildings === 1 ? '' : 's'}`,
    what: `${alerts} more alert${alerts === 1 ? '' : 's'}`,
  },
})
const TEST_TIME_ZONE = 'Asia/Shanghai'

export function variablesOf(notification: DueNotification, language: Language, now: Instant): TemplateVariables {
  if (notification.alertId === null && notification.household) {
    const { openedAt, timeZone } = notification
    return { ...TO_RESIDENT[language], since: shortened(localTime(openedAt, timeZone, language)) }
  }
  if (notification.digest) {
    const { digest } = notification
    const since = localTime(digest.startedAt, digest.lines[0]?.timeZone ?? TEST_TIME_ZONE, language)
    return { ...several(digest)[language], since: shortened(since) }
  }
  if (notification.alertId === null) {
    const since = localTime(now, TEST_TIME_ZONE, language)
    return { place: TEST_PLACE[language], what: TEST_WHAT[language], since }
  }
  const { kind, startedAt, timeZone } = notification
  return {
    place: shortened(placeOf(notification)),
    what: shortened(titles[kind]?.[language] ?? wordsOf(notification, language).body),
    since: shortened(localTime(startedAt, timeZone, language)),
  }
}

/** To whole characters as people see them, counted as the provider may count them. */
export function shortened(text: string): string {
  const plain = text.replaceAll(REFUSED, ' ').trim()
  if (plain.length <= LENGTH_MAX) return plain
  const characters = [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(plain)].map((it) => it.segment)
  let short = ''
  for (const character of characters) {
    if (short.length + character.length > LENGTH_MAX) break
    short += character
  }
  return short.trim()
}
