import { findVoiceKeys } from '../store/receipt.ts'
import type { Queryable } from '../store/transaction.ts'

/** A call's OutId is at most 15 bytes long (help.aliyun.com, 114035), and a UUID is 32 digits. */
const DIGITS = 15
const OUT_ID = /^[\da-f]{15}$/

/** The beginning of the idempotency key: 56 random bits, enough for one among those of the last weeks. */
export function outIdOf(idempotencyKey: string): string {
  return idempotencyKey.replaceAll('-', '').slice(0, DIGITS)
}

/** The whole key of the call that was made under it. Null for none, and for two: better no receipt than another's. */
export async function keyOfOutId(db: Queryable, outId: string): Promise<string | null> {
  if (!OUT_ID.test(outId)) return null
  const [key, another] = await findVoiceKeys(db, uuidOf(outId.padEnd(32, '0')), uuidOf(outId.padEnd(32, 'f')))
  return key === undefined || another !== undefined ? null : key
}

function uuidOf(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
