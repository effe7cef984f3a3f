import { isUtf8 } from 'node:buffer'
import type { SensorUid } from '../base/id.ts'
import type { Adapter, AdapterContext, AdapterResult, RawMessage, RejectCode } from './adapter.ts'
import { isRecord, parseJson, quoted } from './json.ts'
import { zigbeeUid } from './zigbee-uid.ts'
import { readBridgeState, readDevices } from './zigbee2mqtt-bridge.ts'
import { ATTRIBUTES, type DoorState, readState, toDoorEvent } from './zigbee2mqtt-state.ts'

/** A gateway's packet; larger ones are refused by our broker before they come here. */
export const GATEWAY_PAYLOAD_BYTES_MAX = 256 * 1024

/**
 * Zigbee2MQTT 1.x and 2.x (Koenkk/zigbee2mqtt@6835cbf). A friendly name may contain `/`, blanks and any script, so a
 * topic below the base cannot be cut into name and suffix by its form alone: a name that the inventory knows is taken
 * whole first, and only then is its last part tried as a suffix (`availability`, `set`, `get`, an attribute).
 */
export const zigbee2mqtt: Adapter = {
  id: 'zigbee2mqtt',
  filters: (gateway) => [`${gateway.baseTopic}/#`],
  parse,
}

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const base = `${context.gateway.baseTopic}/`
  if (!message.topic.startsWith(base)) return rejected('unknown_topic', `not below ${quoted(base)}`)
  if (message.payload.length > GATEWAY_PAYLOAD_BYTES_MAX) {
    return rejected('too_large', `${message.payload.length} bytes; at most ${GATEWAY_PAYLOAD_BYTES_MAX} are taken`)
  }
  if (message.payload.length === 0) return ignored('empty: the deletion of a retained message')
  if (!isUtf8(message.payload)) return rejected('not_json', 'not valid UTF-8')
  const path = message.topic.slice(base.length)
  const text = message.payload.toString('utf8')
  if (path === 'bridge/state') return readBridgeState(text)
  if (path === 'bridge/devices') return readDevices(text)
  return parseNamed(path, text, message, context)
}

function parseNamed(path: string, text: string, message: RawMessage, context: AdapterContext): AdapterResult {
  const json = parseJson(text)
  const sensor = resolve(path, context)
  const cut = path.lastIndexOf('/')
  const suffix = path.slice(cut + 1)
  const prefix = cut > 0 ? path.slice(0, cut) : ''
  const owner = prefix === '' ? null : resolve(prefix, context)
  if (suffix === 'availability' && prefix !== '' && isAvailability(json, text)) {
    return ignored('availability says what the gateway thinks of the radio link, not what the door does')
  }
  if (sensor !== null && (isRecord(json) || owner === null)) return parseState(json, sensor, message)
  if (isCommand(path)) return ignored('a command to a device')
  if (path.startsWith('bridge/')) return ignored('the bridge about itself')
  if (owner !== null) return parseAttribute(suffix, json === undefined ? text : json, owner, message)
  return parseStranger(path, json, text)
}

function resolve(alias: string, context: AdapterContext): SensorUid | null {
  return context.resolveAlias(alias) ?? zigbeeUid(alias)
}

function isAvailability(json: unknown, text: string): boolean {
  const state = isRecord(json) && !speaksOfDoor(json) ? json.state : text
  return state === 'online' || state === 'offline'
}

function speaksOfDoor(state: Readonly<Record<string, unknown>>): boolean {
  return 'contact' in state || 'opening_state' in state || 'garage_door_contact' in state
}

/** `<name>/set`, `<name>/get`, and the same for one attribute: `<name>/set/<attribute>`. */
function isCommand(path: string): boolean {
  return /.\/(?:set|get)(?:\/[^/]+)?$/.test(path)
}

function parseState(json: unknown, sensor: SensorUid, message: RawMessage): AdapterResult {
  if (json === undefined) return rejected('not_json', 'not valid JSON')
  if (!isRecord(json)) return rejected('not_a_message', 'a state is a JSON object')
  return answer(readState(json, message.receivedAt), sensor, message)
}

/** With `advanced.output: attribute` every field has a topic of its own, its value as JSON or bare text. */
function parseAttribute(name: string, value: unknown, sensor: SensorUid, message: RawMessage): AdapterResult {
  if (!ATTRIBUTES.has(name)) return ignored(`attribute ${quoted(name)} says nothing of a door`)
  return answer(readState({ [name]: value }, message.receivedAt), sensor, message)
}

function answer(state: DoorState, sensor: SensorUid, message: RawMessage): AdapterResult {
  switch (state.kind) {
    case 'read':
      return { kind: 'events', events: [toDoorEvent(state, sensor, message)], rejected: [] }
    case 'ignored':
      return state
    case 'unreadable':
      return rejected('not_a_message', state.detail)
  }
}

/** A name without a sensor: worth a rejection only where a door may be speaking, lest every lamp fills the table. */
function parseStranger(path: string, json: unknown, text: string): AdapterResult {
  const door = isRecord(json) ? speaksOfDoor(json) : /\/(?:contact|opening_state)$/.test(path)
  if (door) return rejected('unknown_topic', `no inventory of this gateway names ${quoted(path)}`)
  if (json === undefined && text.startsWith('{')) return rejected('not_json', 'not valid JSON')
  return ignored(`${quoted(path)} is no known door sensor`)
}

function ignored(why: string): AdapterResult {
  return { kind: 'ignored', why }
}

function rejected(code: RejectCode, detail: string): AdapterResult {
  return { kind: 'rejected', rejections: [{ code, detail, sequence: null }] }
}
