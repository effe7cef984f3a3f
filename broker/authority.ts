import { parseSensorTopic } from '../protocol/topic.ts'
import type { Principal } from './principal.ts'

/** A will to say or hear something: null when it is allowed, else the reason that is counted. */
export type Refusal = 'topic_not_text' | 'topic_not_yours' | 'qos_2' | 'packet_id' | 'too_many_subscriptions' | null

/** A gateway's own filters; a sensor has two topics to hear. */
export const SUBSCRIPTIONS_MAX = 32

/** What aedes would let through: bytes that were not UTF-8 (decoded to U+FFFD), NUL, and half a surrogate pair. */
const NOT_TEXT = /[\0\uFFFD]|\p{Surrogate}/u

export function mayPublish(principal: Principal, topic: string): Refusal {
  if (NOT_TEXT.test(topic)) return 'topic_not_text'
  if (principal.kind === 'gateway') return topic.startsWith(`${principal.baseTopic}/`) ? null : 'topic_not_yours'
  const parsed = parseSensorTopic(topic)
  const own = parsed?.id === principal.id && (parsed.kind === 'up' || parsed.kind === 'gone')
  return own ? null : 'topic_not_yours'
}

/** Spelled exactly: for a sensor no wildcard, `$share`, case or slash leads anywhere else. */
export function maySubscribe(principal: Principal, filter: string, subscriptions: number): Refusal {
  if (NOT_TEXT.test(filter)) return 'topic_not_text'
  if (subscriptions >= SUBSCRIPTIONS_MAX) return 'too_many_subscriptions'
  if (principal.kind === 'gateway') return filter.startsWith(`${principal.baseTopic}/`) ? null : 'topic_not_yours'
  const parsed = parseSensorTopic(filter)
  const own = parsed?.id === principal.id && (parsed.kind === 'ack' || parsed.kind === 'down')
  return own ? null : 'topic_not_yours'
}
