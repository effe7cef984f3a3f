import type { SensorUid } from '../base/id.ts'
import type { AdapterResult, RawMessage, SeenSensor } from './adapter.ts'
import { ignored, rejected, textOf } from './answer.ts'
import { isName, platformUid, wifiUid } from './foreign-uid.ts'
import { elementsOf, type Fields, fieldOf, isRecord, parseJson, quoted } from './json.ts'
import type { Scalar, ValueReading } from './value-reading.ts'
import { zigbeeUid } from './zigbee-uid.ts'

/** `<prefix>/binary_sensor/[<node>/]<object>/config`, where the prefix is `homeassistant` or one of the gateway's own. */
export const DISCOVERY_TOPIC = /^.+?\/binary_sensor\/(?:([^/]+)\/)?([^/]+)\/config$/

const IDENTIFIERS_MAX = 8
const DOOR_CLASSES: ReadonlySet<unknown> = new Set(['door', 'window', 'opening', 'garage_door'])

/** What of a sensor a topic may tell, and what its alias ends in so that one topic can tell all of them. */
export const ROLE_SUFFIX = { door: '', tamper: ' tamper', battery: ' battery' } as const
export type Role = keyof typeof ROLE_SUFFIX

/**
 * One binary sensor as Home Assistant's discovery describes it, in full or in ESPHome's abbreviations: which topic it
 * speaks on, where in the message its value is, and which value is open. Of templates only `{{ value_json.x }}` is
 * understood; any other could turn the value round, so such a sensor is refused and not guessed.
 */
export function readDiscovery(message: RawMessage): AdapterResult {
  const [, node, object] = DISCOVERY_TOPIC.exec(message.topic) ?? []
  if (object === undefined) return ignored('discovery of something that is no binary sensor')
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const config = parseJson(text)
  if (!isRecord(config)) return rejected('not_json', 'a discovery is a JSON object')
  const role = roleOf(config)
  if (role === null) return ignored('discovery of a sensor that is at no door')
  const topic = stateTopicOf(config)
  const reading = readingOf(config)
  if (topic === null || reading === null) {
    return rejected(
      'unmapped',
      `the state of ${quoted(object)} cannot be read: a topic or a template that is not understood`,
    )
  }
  const sensor = sensorOf(config, node ?? 'discovered', object)
  if (sensor === null) return rejected('not_a_message', `${quoted(object)} has no name that can be kept`)
  const seen: SeenSensor = { sensor, alias: `${topic}${ROLE_SUFFIX[role]}`, model: modelOf(config), reading }
  return { kind: 'inventory', sensors: [seen] }
}

function either(config: unknown, name: string, short: string): unknown {
  return fieldOf(config, name) ?? fieldOf(config, short)
}

function roleOf(config: Fields): Role | null {
  const deviceClass = either(config, 'device_class', 'dev_cla')
  if (DOOR_CLASSES.has(deviceClass)) return 'door'
  return deviceClass === 'tamper' || deviceClass === 'battery' ? deviceClass : null
}

/** `~` stands for the base topic that the config gives. */
function stateTopicOf(config: Fields): string | null {
  const topic = either(config, 'state_topic', 'stat_t')
  const base = fieldOf(config, '~')
  if (typeof topic !== 'string') return null
  const full = typeof base === 'string' ? topic.replace(/^~|~$/, base) : topic
  return isName(full) && !/[+#]/.test(full) ? full : null
}

function readingOf(config: Fields): ValueReading | null {
  const template = either(config, 'value_template', 'val_tpl')
  const path = template === undefined || template === '' ? null : pathOf(template)
  const on = either(config, 'payload_on', 'pl_on') ?? 'ON'
  const off = either(config, 'payload_off', 'pl_off') ?? 'OFF'
  if (path === undefined || !isScalar(on) || !isScalar(off) || on === off) return null
  return { path, on: spellings(on), off: spellings(off) }
}

/** `undefined` for a template that is more than a look at one field. */
function pathOf(template: unknown): string | undefined {
  if (typeof template !== 'string') return undefined
  return /^\{\{\s*value_json\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*){0,7})\s*\}\}$/.exec(template)?.[1]
}

/** A JSON `false` and the word are the same to a template, which prints either. */
function spellings(value: Scalar): readonly Scalar[] {
  if (typeof value === 'boolean') return [value, String(value)]
  if (value === 'true' || value === 'false') return [value, value === 'true']
  return [value]
}

function isScalar(value: unknown): value is Scalar {
  return (typeof value === 'string' && value.length <= 64) || typeof value === 'number' || typeof value === 'boolean'
}

function sensorOf(config: Fields, node: string, object: string): SensorUid | null {
  const device = either(config, 'device', 'dev')
  const identifiers = either(device, 'identifiers', 'ids')
  const names = typeof identifiers === 'string' ? [identifiers] : elementsOf(identifiers, IDENTIFIERS_MAX)
  for (const name of names) {
    const sensor = typeof name === 'string' ? zigbeeUid(/0x[0-9a-f]{16}$/i.exec(name)?.[0] ?? '') : null
    if (sensor !== null) return sensor
  }
  const mac = wifiUid(names.find((it) => wifiUid(it) !== null) ?? macOfConnections(device))
  // One node may watch several doors; its MAC alone would make them one.
  if (mac !== null) return platformUid('wifi', mac.slice('wifi:'.length), object)
  return platformUid('homeassistant', node, object)
}

function macOfConnections(device: unknown): unknown {
  const connections = elementsOf(either(device, 'connections', 'cns'), IDENTIFIERS_MAX)
  return connections.map((it) => elementsOf(it, 2)).find(([kind]) => kind === 'mac')?.[1]
}

function modelOf(config: Fields): string | null {
  const model = either(either(config, 'device', 'dev'), 'model', 'mdl')
  if (!isName(model)) return null
  // Zigbee2MQTT writes `Aqara door & window contact sensor (MCCGQ11LM)`.
  return /\(([^()]+)\)$/.exec(model)?.[1] ?? model
}
