import { hkdfSync } from 'node:crypto'
import { z } from 'zod'

const KEY_BYTES = 32

/** 32 bytes in base64url, or in plain base64 as `openssl rand -base64 32` prints them. */
export const masterKey = z
  .string()
  .regex(/^[A-Za-z0-9+/_-]{43}=?$/, 'it takes 32 bytes in base64, as from `openssl rand -base64 32`')
  .transform((text) => Buffer.from(text, 'base64url'))
  .brand<'MasterKey'>()

/** The one secret of an installation, from which every other key is derived. */
export type MasterKey = z.infer<typeof masterKey>

/** A new one. `random` gives as many bytes as it is asked for, fit for a secret. */
export function makeMasterKey(random: (bytes: number) => Buffer): MasterKey {
  return masterKey.parse(random(KEY_BYTES).toString('base64url'))
}

/** What a key is for. Nothing that was made for one purpose is good for another. */
export type KeyPurpose = 'acknowledge_link' | 'contact' | 'web_push' | 'canary' | 'receipts' | 'resident_link'

const FINGERPRINT_BYTES = 16

/** A key of 32 bytes for one purpose (HKDF-SHA256, RFC 5869). The same at every start and in every process. */
export function deriveKey(master: MasterKey, purpose: KeyPurpose): Buffer {
  return expand(master, purpose, KEY_BYTES)
}

/** Tells one master key from another, and nothing about either. */
export function fingerprintOf(master: MasterKey): Buffer {
  return expand(master, 'fingerprint', FINGERPRINT_BYTES)
}

function expand(master: MasterKey, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `menshen/v1/${purpose}`, bytes))
}
