import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Phone } from '../store/contact-point.ts'

/**
 * The address that a provider pushes receipts to. They come unsigned (help.aliyun.com, SmsReport and VoiceReport), so
 * the address is the secret: its end is an HMAC-SHA256 of 256 bits under the key of `receipts`.
 */
export function receiptPath(key: Buffer, channel: Phone): string {
  return `/receipts/alibaba/${channel}/${tokenOf(key, channel)}`
}

/** Takes as long for any token of the right length. */
export function isReceiptToken(key: Buffer, channel: Phone, token: string): boolean {
  const [given, right] = [Buffer.from(token), Buffer.from(tokenOf(key, channel))]
  return given.length === right.length && timingSafeEqual(given, right)
}

function tokenOf(key: Buffer, channel: Phone): string {
  return createHmac('sha256', key).update(`alibaba/${channel}`).digest('base64url')
}
