/** A call's OutId is at most 15 bytes long (help.aliyun.com, 114035), and a UUID is 32 digits. */
const DIGITS = 15

/** The beginning of the idempotency key: 56 random bits, enough for one among those of the last weeks. */
export function outIdOf(idempotencyKey: string): string {
  return idempotencyKey.replaceAll('-', '').slice(0, DIGITS)
}
