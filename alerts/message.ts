import type { Instant } from '../base/instant.ts'
import type { Digest, DigestLine } from '../store/digest-claim.ts'
import type { DueAlert, DueNotification, DueResident } from '../store/notification.ts'
import { titles } from '../watch/sentences.ts'
import type { Outgoing } from './channel.ts'

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

/** Medical emergencies, fire, police; the same everywhere in China. */
const EMERGENCY = '120 / 119 / 110'

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
  if (notification.alertId !== null) return wordsOfAlert(notification, language)
  if (notification.digest) return wordsOfDigest(notification.digest, language)
  return notification.household ? wordsToResident(notification, language) : TEST[language]
}

/** How many where, and the most severe of them a line each. */
function wordsOfDigest(digest: Digest, language: Language): Words {
  const further = digest.alerts - digest.lines.length
  const rest = { zh: `另有 ${further} 条。`, en: `And ${further} more.` }[language]
  const lines = digest.lines.map((it) => lineOf(it, language))
  return { title: totalOf(digest, language), body: (further > 0 ? [...lines, rest] : lines).join('\n') }
}

/** "7 more alerts in 3 buildings". */
export function totalOf({ alerts, buildings }: Digest, language: Language): string {
  const some = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
  return {
    zh: `另有 ${alerts} 条告警，涉及 ${buildings} 栋楼`,
    en: `${some(alerts, 'more alert')} in ${some(buildings, 'building')}`,
  }[language]
}

function lineOf(line: DigestLine, language: Language): string {
  const severity = SEVERITY[line.severity][language]
  const { timeZone, startedAt } = line
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(startedAt)
  const what = titles[line.kind]?.[language] ?? line.kind
  return {
    zh: `【${severity}】${placeOf(line)} ${what} ${clock}`,
    en: `[${severity}] ${placeOf(line)}: ${what}, ${clock}`,
  }[language]
}

/** Polite, about the door, and without a place: whoever gets it knows where they live. */
function wordsToResident({ openedAt, timeZone }: DueResident, language: Language): Words {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(openedAt)
  return {
    zh: {
      title: '您家的门仍开着',
      body: `您家的门在 ${clock} 打开且仍未关上。若无需要请关好门；如有急事请致电 ${EMERGENCY}。`,
    },
    en: {
      title: 'Your door is still open',
      body: `The door of your home was opened at ${clock} and is still open. Please close it; in an emergency call ${EMERGENCY}.`,
    },
  }[language]
}

/**
 * The line under a message's words, in both languages, with the address alone at its end; null without a link. One's own
 * message is acknowledged there; at an area's address whoever opens it signs in first.
 */
export function linkLineOf({ link, staffId, alertId }: Outgoing): string | null {
  if (link === null) return null
  return `${staffId === null || alertId === null ? '打开 Open' : '确认 Acknowledge'}: ${link}`
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

export function placeOf({ building, unit, room }: Pick<DueAlert, 'building' | 'unit' | 'room'>): string {
  return [building, unit, room].filter((it) => it !== null).join(' ')
}

export function localTime(at: Instant, timeZone: string, language: Language): string {
  const locale = { zh: 'zh-CN', en: 'en-GB' }[language]
  return new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
}
