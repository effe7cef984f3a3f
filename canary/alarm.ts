import { createTransport } from 'nodemailer'
import type { Instant } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import type { AlarmWords } from './alarm-words.ts'
import type { News } from './course.ts'

export interface AlarmOptions {
  readonly webhookUrl: string | null
  /** Null without an address or without a mail server. */
  readonly email: { readonly to: string; readonly url: string; readonly from: string } | null
  readonly log: Log
}

export interface AlarmMessage {
  readonly source: 'canary' | 'watchdog'
  readonly news: News
  /** How far the test opening came; null: not known. */
  readonly reached: string | null
  readonly at: Instant
  readonly text: AlarmWords
}

/** Says something by ways that share nothing with the outbox. True when at least one took it, or there is none. */
export type Alarm = (message: AlarmMessage) => Promise<boolean>

/** The settings of an alarm, as base/config.ts has them. */
export interface AlarmSettings {
  readonly MENSHEN_ALARM_WEBHOOK_URL?: string | undefined
  readonly MENSHEN_ALARM_EMAIL?: string | undefined
  readonly MENSHEN_SMTP_URL?: string | undefined
  readonly MENSHEN_MAIL_FROM: string
}

export function alarmOf(settings: AlarmSettings, log: Log): AlarmOptions {
  const { MENSHEN_ALARM_EMAIL: to, MENSHEN_SMTP_URL: url, MENSHEN_MAIL_FROM: from } = settings
  const email = to === undefined || url === undefined ? null : { to, url, from }
  return { webhookUrl: settings.MENSHEN_ALARM_WEBHOOK_URL ?? null, email, log }
}

const TIMEOUT_MS = 10_000

export function createAlarm({ webhookUrl, email, log }: AlarmOptions): Alarm {
  const ways = [
    ...(webhookUrl === null ? [] : [(it: AlarmMessage) => post(webhookUrl, it)]),
    ...(email === null ? [] : [(it: AlarmMessage) => mail(email, it)]),
  ]
  return async (message) => {
    const note = { source: message.source, reached: message.reached }
    if (message.news === 'over') log.warn(note, message.text.en)
    else log.error(note, message.text.en)
    const results = await Promise.allSettled(ways.map((way) => way(message)))
    for (const it of results) {
      if (it.status === 'rejected') log.error({ err: it.reason }, 'the alarm could not be told; tried again shortly')
    }
    return results.length === 0 || results.some((it) => it.status === 'fulfilled')
  }
}

/** A POST of `{type: "menshen.alarm", source, state, reached, at, text: {zh, en}}`; any 2xx takes it. */
async function post(url: string, { source, news, reached, at, text }: AlarmMessage): Promise<void> {
  const body = { type: 'menshen.alarm', source, state: news, reached, at: new Date(at).toISOString(), text }
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the alarm's webhook answered ${response.status}`)
}

async function mail(
  { to, url, from }: NonNullable<AlarmOptions['email']>,
  { news, text }: AlarmMessage,
): Promise<void> {
  const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }
  const transport = createTransport({ url, ...limits })
  const subject =
    news === 'over' ? '【门神自检】恢复 Menshen: over' : '【门神自检】告警可能无法送达 Menshen: alerts may not arrive'
  try {
    await transport.sendMail({ from, to, subject, text: `${text.zh}\n\n${text.en}\n` })
  } finally {
    transport.close()
  }
}
