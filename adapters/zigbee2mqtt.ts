import {
  type Adapter,
  type AdapterContext,
  type AdapterResult,
  GATEWAY_PAYLOAD_BYTES_MAX,
  type KnownSensor,
  type RawMessage,
  STATE_PAYLOAD_BYTES_MAX,
} from './adapter.ts'
import { ignored, rejected, textOf, told } from './answer.ts'
import { isRecord, parseJson, quoted } from './json.ts'
import { zigbeeUid } from './zigbee-uid.ts'
import { readBridgeState, readDevices } from './zigbee2mqtt-bridge.ts'
import { ATTRIBUTES, type DoorState, readState, toDoorEvent } from './zigbee2mqtt-state.ts'

/**
 * Zigbee2MQTT 1.x and 2.x (Koenkk/zigbee2mqtt@6835cbf). A friendly name may contain `/`, blanks and any script, so a
 * topic below the base cannot be cut into name and suffix by its form alone: a name that the inventory knows is taken
 * whole first, and only then is its last part tried as a suffix (`availability`, `set`, `get`, an attribute).
 */
export const zigbee2mqtt: Adapter = {
  id: 'zigbee2mqtt',
  // With `homeassistant.enabled` it also publishes discovery outside its base topic.
  filters: (gateway) => [`${gateway.baseTopic}/#`, 'homeassistant/#'],
  parse,
}

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const base = `${context.gateway.baseTopic}/`
  if (!message.topic.startsWith(base)) return elsewhere(message.topic, base)
  const path = message.topic.slice(base.length)
  // Its settings and its 4000 definitions are as long as they like; nobody reads them here.
  if (isOfBridge(path, context)) return ignored('the bridge about itself')
  const text = textOf(message, path === 'bridge/devices' ? GATEWAY_PAYLOAD_BYTES_MAX : STATE_PAYLOAD_BYTES_MAX)
  if (typeof text !== 'string') return text
  if (path === 'bridge/state') return readBridgeState(text)
  if (path === 'bridge/devices') return readDevices(text)
  return parseNamed(path, text, message, context)
}

/** Below `bridge/`, and neither its state nor its devices nor, for a name may begin so too, a sensor's. */
function isOfBridge(path: string, context: AdapterContext): boolean {
  if (!path.startsWith('bridge/') || path === 'bridge/state' || path === 'bridge/devices') return false
  return resolve(path, context) === null && resolve(path.slice(0, path.lastIndexOf('/')), context) === null
}

function elsewhere(topic: string, base: string): AdapterResult {
  if (topic.startsWith('homeassistant/')) return ignored('discovery: the bridge itself says what devices it has')
  return rejected('unknown_topic', `not below ${quoted(base)}`)
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
  if (owner !== null) return parseAttribute(suffix, json === undefined ? text : json, owner, message)
  return parseStranger(path, json, text)
}

function resolve(alias: string, context: AdapterContext): KnownSensor | null {
  const known = context.resolveAlias(alias)
  if (known !== null) return known
  const sensor = zigbeeUid(alias)
  return sensor === null ? null : { sensor, model: null, reading: null }
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

function parseState(json: unknown, sensor: KnownSensor, message: RawMessage): AdapterResult {
  if (json === undefined) return rejected('not_json', 'not valid JSON')
  if (!isRecord(json)) return rejected('not_a_message', 'a state is a JSON object')
  return answer(readState(json, sensor.model), sensor, message)
}

/** With `advanced.output: attribute` every field has a topic of its own, its value as JSON or bare text. */
function parseAttribute(name: string, value: unknown, sensor: KnownSensor, message: RawMessage): AdapterResult {
  if (!ATTRIBUTES.has(name)) return ignored(`attribute ${quoted(name)} says nothing of a door`)
  return answer(readState({ [name]: value }, sensor.model), sensor, message)
}

function answer(state: DoorState, { sensor }: KnownSensor, message: RawMessage): AdapterResult {
  switch (state.kind) {
    case 'read':
      return told([toDoorEvent(state, sensor, message)])
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
