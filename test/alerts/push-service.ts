import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Instant } from '../../base/instant.ts'
import type { PushKeys } from '../../registry/push-subscription.ts'
import { type Received, type Receiver, startReceiver } from './receiver.ts'

/** "A push service MUST NOT return 413 for a payload of 4096 octets or less" (RFC 8030, 7.2). */
const BODY_BYTES_MAX = 4096
const DAY_SECONDS = 24 * 3600

export interface PushedMessage {
  readonly ttlSeconds: number
  readonly urgency: string
  readonly topic: string | null
  readonly text: string
}

/** A browser that has subscribed under a server's key, and alone can read what is sent to it. */
export interface Browser {
  readonly endpoint: string
  readonly keys: PushKeys
  /** What waits for it, decrypted; what a later one of the same topic has replaced is not among it. */
  fetch(): readonly PushedMessage[]
  unsubscribe(): void
}

export interface PushService extends Receiver {
  subscribe(serverKey: string, language?: PushKeys['language']): Browser
}

interface Subscriber {
  readonly serverKey: string
  waiting: readonly PushedMessage[]
  gone: boolean
  readonly decrypt: (body: Buffer) => string
}

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly text?: string
}

/** A push service as RFC 8030, 8188, 8291 and 8292 describe it, and its browsers. */
export async function startPushService(clock: () => Instant = Date.now): Promise<PushService> {
  const subscribers = new Map<string, Subscriber>()
  const receiver = await startReceiver((response: ServerResponse, received) => {
    const { status, headers = {}, text = '' } = answerTo(received, subscribers.get(received.path), origin(), clock())
    response.writeHead(status, headers).end(text)
  })
  const origin = (): string => receiver.url
  return {
    ...receiver,
    subscribe(serverKey, language = 'zh') {
      const path = `/push/${randomBytes(32).toString('base64url')}`
      const ecdh = createECDH('prime256v1')
      ecdh.generateKeys()
      const auth = randomBytes(16)
      const subscriber = { serverKey, waiting: [], gone: false, decrypt: (body: Buffer) => decrypted(body, ecdh, auth) }
      subscribers.set(path, subscriber)
      return {
        endpoint: `${receiver.url}${path}`,
        keys: { p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url'), language },
        fetch: () => subscriber.waiting,
        unsubscribe: () => {
          subscriber.gone = true
        },
      }
    },
  }
}

function answerTo(received: Received, subscriber: Subscriber | undefined, origin: string, now: Instant): Answer {
  const { method, headers, bytes } = received
  if (method !== 'POST') return { status: 405 }
  if (subscriber === undefined) return { status: 404 }
  if (subscriber.gone) return { status: 410, text: 'push subscription has unsubscribed or expired.' }
  const refusal = whyNoVapid(headers.authorization, subscriber.serverKey, origin, now)
  if (refusal !== null) return { status: 403, text: refusal }
  const ttl = String(headers.ttl)
  if (!/^\d+$/.test(ttl)) return { status: 400, text: 'no TTL' }
  if (headers['content-encoding'] !== 'aes128gcm') return { status: 400, text: 'no aes128gcm' }
  if (bytes.length > BODY_BYTES_MAX) return { status: 413 }
  const topic = headers.topic === undefined ? null : String(headers.topic)
  if (topic !== null && !/^[\w-]{1,32}$/.test(topic)) return { status: 400, text: 'bad topic' }
  const urgency = String(headers.urgency ?? 'normal')
  const message = { ttlSeconds: Number(ttl), urgency, topic, text: subscriber.decrypt(bytes) }
  subscriber.waiting = [...subscriber.waiting.filter((it) => topic === null || it.topic !== topic), message]
  return { status: 201, headers: { location: `${origin}/message/${subscriber.waiting.length}`, ttl } }
}

const claims = z.object({ aud: z.string(), exp: z.number(), sub: z.string().regex(/^(mailto|https):./) })

/** RFC 8292, 2 to 4.2. */
function whyNoVapid(authorization: string | undefined, serverKey: string, origin: string, now: Instant): string | null {
  const [, jwt = '', key = ''] = authorization?.match(/^vapid t=([\w.-]+), ?k=([\w-]+)$/) ?? []
  if (key !== serverKey) return 'the key is not the one of the subscription'
  const [head = '', body = '', signature = ''] = jwt.split('.')
  if (JSON.parse(Buffer.from(head, 'base64url').toString()).alg !== 'ES256') return 'not ES256'
  const point = Buffer.from(key, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((it) => it.toString('base64url'))
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: String(x), y: String(y) } })
  const signed = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
  if (!verify('sha256', Buffer.from(`${head}.${body}`), signed, Buffer.from(signature, 'base64url')))
    return 'bad signature'
  const { data } = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()))
  if (data === undefined) return 'bad claims'
  if (data.aud !== origin) return 'not for this push service'
  return data.exp > now / 1000 && data.exp <= now / 1000 + DAY_SECONDS ? null : 'expired, or good for more than a day'
}

/** One record of RFC 8188 under the keys of RFC 8291, 3.4. */
function decrypted(body: Buffer, browser: ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16)
  const sender = body.subarray(21, 21 + body.readUInt8(20))
  const record = body.subarray(21 + sender.length)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender])
  const ikm = expand(browser.computeSecret(sender), auth, info, 32)
  const cek = expand(ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = expand(ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', cek, nonce).setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  const end = padded.lastIndexOf(2)
  if (!padded.subarray(end + 1).every((it) => it === 0)) throw new Error('no last record')
  return padded.subarray(0, end).toString('utf8')
}

function expand(ikm: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', ikm, salt, info, bytes))
}
