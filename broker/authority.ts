import { parseSensorTopic, sensorTopic } from '../protocol/topic.ts'
import type { Principal } from './principal.ts'

/** A will to say or hear something: null when it is allowed, else the reason that is counted. */
export type Refusal =
  | 'topic_not_text'
  | 'topic_not_yours'
  | 'qos_2'
  | 'packet_id'
  | 'payload_too_large'
  | 'too_many_subscriptions'
  | null

/** A gateway's own filters; a sensor has two topics to hear. */
export const SUBSCRIPTIONS_MAX = 32

/** What aedes would let through: bytes that were not UTF-8 (decoded to U+FFFD), NUL, and half a surrogate pair. */
const NOT_TEXT = /[\0\uFFFD]|\p{Surrogate}/u
/** Below it only native sensors speak, whatever base topic a gateway was given. */
const NATIVE_ROOT = 'menshen/'
/** A base topic that would mean more than itself in a filter, or that MQTT keeps for the server. */
const BASE_WITH_MEANING = /[+#]|^\$/

/** Spelled exactly: for a sensor no wildcard, `$share`, case or slash leads anywhere else. */
export function mayPublish(principal: Principal, topic: string): Refusal {
  if (principal.kind === 'gateway') return mayUseBelowBase(principal, topic)
  const own = topic === sensorTopic(principal.id, 'up') || topic === sensorTopic(principal.id, 'gone')
  return own ? null : notOwn(topic)
}

export function maySubscribe(principal: Principal, filter: string): Refusal {
  if (principal.kind === 'gateway') return mayUseBelowBase(principal, filter)
  const parsed = parseSensorTopic(filter)
  const own = parsed?.id === principal.id && (parsed.kind === 'ack' || parsed.kind === 'down')
  return own ? null : notOwn(filter)
}

function mayUseBelowBase({ baseTopic, filters = [`${baseTopic}/#`] }: Principal, topicOrFilter: string): Refusal {
  if (NOT_TEXT.test(topicOrFilter)) return 'topic_not_text'
  if (topicOrFilter.startsWith(NATIVE_ROOT) || BASE_WITH_MEANING.test(baseTopic)) return 'topic_not_yours'
  return filters.some((filter) => covers(filter, topicOrFilter)) ? null : 'topic_not_yours'
}

/** Whether all that a topic or a filter means lies within a filter: `<stem>/#`, `+` for one level, or a topic spelled out. */
function covers(filter: string, topicOrFilter: string): boolean {
  if (filter === '+') return /^[^/+#$][^/+#]*$/.test(topicOrFilter)
  if (!filter.endsWith('/#')) return topicOrFilter === filter && !/[+#]/.test(filter)
  const stem = filter.slice(0, -1)
  return stem !== '/' && !stem.startsWith(NATIVE_ROOT) && topicOrFilter.startsWith(stem)
}

function notOwn(topic: string): Refusal {
  return NOT_TEXT.test(topic) ? 'topic_not_text' : 'topic_not_yours'
}
