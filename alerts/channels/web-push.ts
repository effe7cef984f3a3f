import webPush from 'web-push'
import type { Instant } from '../../base/instant.ts'
import { reasonAgainstEndpoint } from '../../registry/push-service.ts'
import { type PushKeys, pushKeys } from '../../registry/push-subscription.ts'
import type { VapidKeys } from '../../registry/vapid-keys.ts'
import type { DueNotification } from '../../store/notification.ts'
import { beginningOf } from '../answer-beginning.ts'
import type { Channel, Outgoing, SendResult } from '../channel.ts'
import { cut } from '../cut.ts'
import { wordsOf } from '../message.ts'
import { pushResultOf } from '../push-answer.ts'
import { whyNoAnswer } from '../why-no-answer.ts'
import { withoutSecrets } from '../without-secrets.ts'

export interface WebPushOptions {
  readonly keys: VapidKeys
  /** Whom a push service may write to: `mailto:` or `https:`. */
  readonly contact: string
  /** Push services besides the browsers' own. */
  readonly furtherHosts: readonly string[]
  /** The browser has taken its subscription back; nothing will ever arrive there again. */
  readonly onGone: (contactPoint: number, now: Instant) => Promise<void>
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 5000
/** "MUST NOT be more than 24 hours" (RFC 8292, 2). */
const SIGNED_FOR_SECONDS = 12 * 3600
/** As long as our own tries go on. What is still wanted after that is repeated by its escalation. */
const KEPT_SECONDS = 3600
/** Together below 3 KB, which every push service takes, whatever has to be escaped. */
const TITLE_BYTES_MAX = 300
const BODY_BYTES_MAX = 1000
const URGENCY = { critical: 'high', major: 'normal', minor: 'low' } as const

/**
 * A message to a browser through its maker's push service (RFC 8030), encrypted so that only the browser can read it
 * (RFC 8291) and signed so that the service knows us (RFC 8292). Another message about the same alert takes the place
 * of one that the browser has not fetched yet.
 */
export function createWebPushChannel(options: WebPushOptions): Channel {
  return {
    id: 'web_push',
    paces: [],
    receiptMsMax: null,
    send: (notification, now) => send(options, notification, now),
    close: async () => undefined,
  }
}

async function send(options: WebPushOptions, notification: Outgoing, now: Instant): Promise<SendResult> {
  const { target, secret } = notification
  if (secret === null) return { kind: 'failed', why: 'the browser wants no messages any more' }
  const wrong = reasonAgainstEndpoint(target, options.furtherHosts)
  if (wrong !== null) return { kind: 'failed', why: `the browser's address is ${wrong}` }
  const { headers, body } = requestOf(options, notification, pushKeys.parse(JSON.parse(secret)), now)
  try {
    const response = await fetch(target, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
    })
    const { result, gone } = pushResultOf(response, await saidBy(response), now)
    if (gone) await options.onGone(notification.contactPoint, now)
    return withoutSecrets(result, notification)
  } catch (error) {
    return withoutSecrets({ kind: 'retry', afterMs: null, why: whyNoAnswer(error) }, notification)
  }
}

/** What a refusal says. Whoever took the message need not finish their answer. */
async function saidBy(response: Response): Promise<string> {
  if (!response.ok) return beginningOf(response)
  await response.body?.cancel()
  return ''
}

function requestOf(options: WebPushOptions, notification: Outgoing, keys: PushKeys, now: Instant) {
  const subscription = { endpoint: notification.target, keys }
  const { headers, body } = webPush.generateRequestDetails(subscription, payloadOf(notification, keys.language), {
    TTL: KEPT_SECONDS,
    urgency: urgencyOf(notification),
    topic: topicOf(notification),
  })
  const { publicKey, privateKey } = options.keys
  const { Authorization } = webPush.getVapidHeaders(
    new URL(notification.target).origin,
    options.contact,
    publicKey,
    privateKey,
    'aes128gcm',
    Math.floor(now / 1000) + SIGNED_FOR_SECONDS,
  )
  return { headers: { ...headers, Authorization }, body }
}

function urgencyOf(notification: DueNotification): 'high' | 'normal' | 'low' {
  if (notification.digest) return 'normal'
  return notification.alertId === null ? 'high' : URGENCY[notification.severity]
}

/** At most 32 characters of the base64url alphabet (RFC 8030, 5.4). */
function topicOf({ id, alertId, contactPoint, digest }: DueNotification): string {
  // No digest takes the place of another one: each tells what the others do not.
  if (digest) return `digest-${id}`
  return alertId === null ? `test-${contactPoint}` : `alert-${alertId}`
}

/** What the page's service worker shows. */
function payloadOf(notification: Outgoing, language: PushKeys['language']): string {
  const { title, body } = wordsOf(notification, language)
  return JSON.stringify({
    title: cut(plain(title), TITLE_BYTES_MAX),
    body: cut(plain(body), BODY_BYTES_MAX),
    link: notification.link,
    alertId: notification.alertId,
    topic: topicOf(notification),
    critical: notification.alertId !== null && notification.severity === 'critical',
    language,
  })
}

function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
