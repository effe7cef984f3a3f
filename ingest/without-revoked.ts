import type { RawMessage } from '../adapters/adapter.ts'
import { parseSensorTopic } from '../protocol/topic.ts'
import { revokedAmong } from '../store/sensor.ts'
import type { Queryable } from '../store/transaction.ts'

/**
 * Leaves out what revoked native sensors say. Our own broker ends their connections; another one only lets nobody in
 * anew, and goes on with a connection for days. They hear no `ack` of it, and their silence is told as any other.
 */
export async function withoutRevoked<T extends { readonly raw: RawMessage }>(
  tx: Queryable,
  messages: readonly T[],
): Promise<readonly T[]> {
  const senders = messages.map((it) => parseSensorTopic(it.raw.topic)?.id ?? null)
  const native = new Set(senders.filter((it) => it !== null))
  if (native.size === 0) return messages
  const revoked = await revokedAmong(tx, [...native])
  return revoked.size === 0 ? messages : messages.filter((_, n) => !revoked.has(senders[n] ?? ''))
}
