import { hash, verify } from '@node-rs/argon2'
import { Failure } from '../base/failure.ts'

/** NIST SP 800-63B-4: at least 15 characters where a password is the only factor; no rules on what they are. */
const PASSWORD_CHARACTERS_MIN = 15
const PASSWORD_CHARACTERS_MAX = 128
const DISTINCT_CHARACTERS_MIN = 5

/** What people type when 15 characters are asked for. */
const BLOCKED = [
  '123456789012345',
  '1234567890123456',
  '12345678901234567890',
  'abcdefghijklmno',
  'administrator123',
  'iloveyouiloveyou',
  'letmeinletmeinletmein',
  'menshenmenshen1',
  'passwordpassword',
  'password12345678',
  'password123456789',
  'q1w2e3r4t5y6u7i8',
  '1q2w3e4r5t6y7u8i',
  'qwertyuiopasdfgh',
  'qwertyuiopasdfghjkl',
]

/** argon2id with 19 MiB, 2 passes and 1 lane: the package's defaults, which are OWASP's recommendation. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'))
}

/** A hash that no password has. Checked for unknown users, so that they take as long to refuse as known ones. */
const NOBODY_HASH = '$argon2id$v=19$m=19456,t=2,p=1$zAWSPzqolsGSzM5Q6EU/iw$u1Zf0IEkZFf8wRcixtsWagoJed5yaMLNCU22pdsYX0M'

export function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  return verify(passwordHash ?? NOBODY_HASH, password.normalize('NFC'))
}

/** @throws Failure `password.weak` with the reason. */
export function requireGoodPassword(password: string, username: string): void {
  const reason = weaknessOf(password.normalize('NFC').toLowerCase(), username.toLowerCase())
  if (reason !== null) throw new Failure('password.weak', { reason, charactersMin: PASSWORD_CHARACTERS_MIN })
}

function weaknessOf(password: string, username: string): string | null {
  const characters = [...password]
  if (characters.length < PASSWORD_CHARACTERS_MIN) return 'it is too short'
  if (characters.length > PASSWORD_CHARACTERS_MAX) return 'it is too long'
  if (new Set(characters).size < DISTINCT_CHARACTERS_MIN) return 'it has too few different characters'
  if (BLOCKED.includes(password)) return 'it is one that many people use'
  if (username.length >= 4 && password.replaceAll(username, '').length < PASSWORD_CHARACTERS_MIN / 2) {
    return 'it is little more than the user name'
  }
  return null
}
