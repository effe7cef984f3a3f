import type { AdapterResult, SeenSensor } from './adapter.ts'
import { rejected } from './answer.ts'
import { elementsOf, isRecord, parseJson } from './json.ts'
import { zigbeeUid } from './zigbee-uid.ts'

/** Zigbee networks of one coordinator stay below this; what comes after it is not looked at. */
const DEVICES_MAX = 1000
const EXPOSES_MAX = 200
const ALIAS_LENGTH_MAX = 200

/** `bridge/state`: a JSON object since 1.29, plain text before. Its will says `offline`, so this also tells of a crash. */
export function readBridgeState(text: string): AdapterResult {
  const json = parseJson(text)
  const state = isRecord(json) ? json.state : text
  if (state === 'online' || state === 'offline') return { kind: 'gateway', state }
  return rejected('not_a_message', 'a bridge is online or offline')
}

/** `bridge/devices`: every paired device; of these the ones that can tell whether a door is open. */
export function readDevices(text: string): AdapterResult {
  const json = parseJson(text)
  if (json === undefined) return rejected('not_json', 'not valid JSON')
  if (!Array.isArray(json)) return rejected('not_a_message', 'the devices are a JSON array')
  const devices: readonly unknown[] = json
  return { kind: 'inventory', sensors: devices.slice(0, DEVICES_MAX).flatMap(readDevice) }
}

function readDevice(device: unknown): readonly SeenSensor[] {
  if (!isRecord(device) || typeof device.ieee_address !== 'string' || !isPlain(device.friendly_name)) return []
  const sensor = zigbeeUid(device.ieee_address)
  const { definition } = device
  if (sensor === null || !isRecord(definition) || !exposesDoor(definition.exposes)) return []
  const model = isPlain(definition.model) ? definition.model : null
  return [{ sensor, alias: device.friendly_name, model, reading: null }]
}

/** Exposes are one level deep for a sensor; a composite one holds its parts in `features`. */
function exposesDoor(exposes: unknown): boolean {
  return elementsOf(exposes, EXPOSES_MAX).some(
    (expose) => isDoorProperty(expose) || featuresOf(expose).some(isDoorProperty),
  )
}

function featuresOf(expose: unknown): readonly unknown[] {
  return isRecord(expose) ? elementsOf(expose.features, EXPOSES_MAX) : []
}

function isDoorProperty(expose: unknown): boolean {
  return isRecord(expose) && (expose.property === 'contact' || expose.property === 'opening_state')
}

/** A name that PostgreSQL and a topic can hold. */
function isPlain(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= ALIAS_LENGTH_MAX && !/\p{Cc}/u.test(value)
}
