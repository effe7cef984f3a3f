import { createHmac } from 'node:crypto'
import type { Instant } from '../../base/instant.ts'
import type { DueNotification, DueResident, DueTest } from '../../store/notification.ts'
import type { Channel, Outgoing, OutgoingAlert, OutgoingDigest, OutgoingResident, SendResult } from '../channel.ts'
import { wordsOf } from '../message.ts'
import { retryAfterMs } from '../retry-after.ts'
import { whyNoAnswer } from '../why-no-answer.ts'

export interface WebhookOptions {
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 5000

/**
 * A POST of one CloudEvents 1.0 event in structured JSON. Its `id` and the header `idempotency-key` stay the same over
 * all tries. With a secret, `menshen-signature` is `v1=` and the hex HMAC-SHA256 of `<menshen-timestamp>.<body>`; the
 * timestamp is in seconds, and a receiver should refuse old ones.
 */
export function createWebhookChannel({ timeoutMs = TIMEOUT_MS }: WebhookOptions = {}): Channel {
  return {
    id: 'webhook',
    paces: [],
    receiptMsMax: null,
    send: (notification, now) => post(notification, now, timeoutMs),
    close: async () => undefined,
  }
}

async function post(notification: Outgoing, now: Instant, timeoutMs: number): Promise<SendResult> {
  if (!isAddress(notification.target)) return { kind: 'failed', why: 'the target is not an http or https address' }
  const body = JSON.stringify(eventOf(notification))
  try {
    const response = await fetch(notification.target, {
      method: 'POST',
      body,
      headers: headersOf(notification, body, now),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    return resultOf(response, now)
  } catch (error) {
    return { kind: 'retry', afterMs: null, why: whyNoAnswer(error) }
  }
}

/** Without a user and password in it, which fetch refuses. */
function isAddress(target: string): boolean {
  const url = URL.parse(target)
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

function eventOf(notification: Outgoing) {
  if (notification.alertId !== null) return alertEventOf(notification)
  if (notification.digest) return digestEventOf(notification)
  return notification.household ? residentEventOf(notification) : testEventOf(notification)
}

function testEventOf(notification: DueTest | DueResident) {
  const { idempotencyKey, contactPoint, reason } = notification
  return {
    specversion: '1.0',
    id: idempotencyKey,
    source: '/menshen',
    type: 'menshen.test',
    subject: `contact-point/${contactPoint}`,
    datacontenttype: 'application/json',
    data: { reason, text: textOf(notification) },
  }
}

/** It stands for a resident's phone, and says what that would: in one language, and not whose it is. */
function residentEventOf(notification: OutgoingResident) {
  const { idempotencyKey, openedAt, language, reason, link } = notification
  return {
    specversion: '1.0',
    id: idempotencyKey,
    source: '/menshen',
    type: 'menshen.resident',
    time: new Date(openedAt).toISOString(),
    datacontenttype: 'application/json',
    data: { reason, language, text: wordsOf(notification, language), link },
  }
}

function digestEventOf(notification: OutgoingDigest) {
  const { idempotencyKey, contactPoint, reason, digest, link } = notification
  const alerts = digest.lines.map(({ building, unit, room, timeZone: _, ...line }) => ({
    ...line,
    startedAt: new Date(line.startedAt).toISOString(),
    place: { building, unit, room },
  }))
  return {
    specversion: '1.0',
    id: idempotencyKey,
    source: '/menshen',
    type: 'menshen.digest',
    subject: `contact-point/${contactPoint}`,
    datacontenttype: 'application/json',
    data: { reason, count: digest.alerts, buildings: digest.buildings, alerts, text: textOf(notification), link },
  }
}

function alertEventOf(notification: OutgoingAlert) {
  const { idempotencyKey, kind, alertId, severity, condition, count, late, startedAt, building, unit, room } =
    notification
  return {
    specversion: '1.0',
    id: idempotencyKey,
    source: '/menshen',
    type: `menshen.alert.${kind}`,
    subject: `alert/${alertId}`,
    time: new Date(startedAt).toISOString(),
    datacontenttype: 'application/json',
    data: {
      ...{ alertId, kind, severity, condition, count, late, reason: notification.reason },
      startedAt: new Date(startedAt).toISOString(),
      place: { building, unit, room },
      text: textOf(notification),
      link: notification.link,
    },
  }
}

function textOf(notification: DueNotification) {
  return { zh: wordsOf(notification, 'zh'), en: wordsOf(notification, 'en') }
}

function headersOf({ idempotencyKey, secret }: DueNotification, body: string, now: Instant): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000))
  return {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'idempotency-key': idempotencyKey,
    'menshen-timestamp': timestamp,
    ...(secret === null ? {} : { 'menshen-signature': `v1=${sign(secret, timestamp, body)}` }),
  }
}

export function sign(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
}

function resultOf(response: Response, now: Instant): SendResult {
  const { status } = response
  const why = `answered ${status}`
  if (response.ok) return { kind: 'sent', reference: null, answer: why }
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: 'retry', afterMs: retryAfterMs(response.headers.get('retry-after'), now), why }
  }
  return { kind: 'failed', why }
}
