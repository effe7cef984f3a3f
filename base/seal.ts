import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'

/** Which key and form a sealed text has; another one gets another number, so that both can be read meanwhile. */
const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const ALGORITHM = 'aes-256-gcm'

/** A text that only the holder of the key can read: base64url of version, nonce, ciphertext and tag. */
export const sealedText = z.string().brand<'SealedText'>()
export type SealedText = z.infer<typeof sealedText>

/**
 * Encrypts a text with AES-256-GCM (NIST SP 800-38D) under a key of 32 bytes. `about` says what it belongs to and goes
 * into the tag: put in another's place it is no longer read. The nonce is 96 random bits, good for 2^32 texts a key.
 */
export function seal(key: Buffer, about: string, text: string): SealedText {
  const nonce = randomBytes(NONCE_BYTES)
  const version = Buffer.of(VERSION)
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.concat([version, Buffer.from(about)]))
  const sealed = Buffer.concat([version, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return sealedText.parse(sealed.toString('base64url'))
}

/** Null when it was changed, belongs to something else, or was sealed with another key or in a form not known here. */
export function unseal(key: Buffer, about: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION) return null
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES)
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.concat([bytes.subarray(0, 1), Buffer.from(about)]))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}
