import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../base/instant.ts'

export const LINK_LIVES_MS = 24 * 3600 * 1000

const ID_BYTES = 8
const BODY_BYTES = ID_BYTES + 4
/** 96 bits: nobody tries that many addresses, with or without a limit on them. */
const MAC_BYTES = 12

export type LinkReading =
  | { readonly kind: 'good'; readonly notification: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' }

/**
 * A token of 32 characters, which is all that a link holds: the message's id, the second at which it expires, and an
 * HMAC-SHA256 over both, cut to 12 bytes (RFC 2104, 5). Short, since a variable of a text message takes 35 characters.
 */
export function signLink(key: Buffer, notification: number, now: Instant): string {
  const body = Buffer.alloc(BODY_BYTES)
  body.writeBigUInt64BE(BigInt(notification))
  body.writeUInt32BE(Math.floor((now + LINK_LIVES_MS) / 1000), ID_BYTES)
  return Buffer.concat([body, macOf(key, body)]).toString('base64url')
}

export function readLink(key: Buffer, token: string, now: Instant): LinkReading {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== BODY_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return { kind: 'invalid' }
  const body = bytes.subarray(0, BODY_BYTES)
  if (!timingSafeEqual(bytes.subarray(BODY_BYTES), macOf(key, body))) return { kind: 'invalid' }
  if (body.readUInt32BE(ID_BYTES) * 1000 <= now) return { kind: 'expired' }
  return { kind: 'good', notification: Number(body.readBigUInt64BE()) }
}

function macOf(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES)
}
