import type { Contact } from '../protocol/door-event.ts'
import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf, told } from './answer.ts'
import { DISCOVERY_TOPIC, readDiscovery } from './discovery.ts'
import { foreignEvent } from './foreign-event.ts'
import { platformUid } from './foreign-uid.ts'
import { readDiscovered } from './home-assistant.ts'
import { quoted } from './json.ts'

/**
 * ESPHome (esphome@33fdbbe): `<prefix>/binary_sensor/<object>/state` says ON or OFF, and ON is open for a door. The base
 * topic is the node's prefix. States are retained by default and said again after a reconnection, without a time: one
 * that is only repeated changes nothing. Discovery tells which of a node's binary sensors is a door; without it each
 * keeps the name `esphome:<prefix>/<object>`, and counts as a door when somebody has registered it as one.
 */
export const esphome: Adapter = {
  id: 'esphome',
  filters: ({ baseTopic }) => [`${baseTopic}/#`, 'homeassistant/#', 'esphome/#'],
  parse,
}

const STATE_TOPIC = /^\/binary_sensor\/([^/]+)\/state$/

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const { topic } = message
  const { baseTopic } = context.gateway
  if (DISCOVERY_TOPIC.test(topic)) return readDiscovery(message)
  if (!topic.startsWith(`${baseTopic}/`)) return ignored('not of this node')
  const path = topic.slice(baseTopic.length)
  if (path === '/status') return readStatus(message)
  const object = STATE_TOPIC.exec(path)?.[1]
  if (object === undefined) return ignored(`${quoted(path)} says nothing of a door`)
  const named = context.resolveAlias(object)
  if (named === null) {
    const discovered = readDiscovered(message, context)
    if (discovered !== null) return discovered
  }
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const contact = contactOf(text)
  if (contact === null) return rejected('unreadable_state', `${quoted(text)} is neither ON nor OFF`)
  const sensor = named?.sensor ?? platformUid('esphome', baseTopic, object)
  if (sensor === null) return rejected('unknown_topic', `${quoted(object)} is no name that can be kept`)
  return told([foreignEvent(sensor, message, { contact })])
}

/** The node's birth and last will. */
function readStatus(message: RawMessage): AdapterResult {
  const text = textOf(message)
  if (typeof text !== 'string') return text
  if (text === 'online' || text === 'offline') return { kind: 'gateway', state: text }
  return rejected('not_a_message', 'a node is online or offline')
}

function contactOf(text: string): Contact | null {
  if (text === 'ON') return 'open'
  return text === 'OFF' ? 'closed' : null
}
