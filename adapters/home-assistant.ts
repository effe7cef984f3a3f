import type { SensorUid } from '../base/id.ts'
import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf, told } from './answer.ts'
import { DISCOVERY_TOPIC, ROLE_SUFFIX, type Role, readDiscovery } from './discovery.ts'
import { foreignEvent, type Said } from './foreign-event.ts'
import { isRecord, parseJson, quoted } from './json.ts'
import { asContact, type ReadValue, readValue, type ValueReading } from './value-reading.ts'

const ROLES: readonly Role[] = ['door', 'tamper', 'battery']

/**
 * Whatever describes its binary sensors by Home Assistant's discovery. The description comes once and says how the
 * states are to be read; it is kept with the sensor's name, which is its state topic. A state on a topic that nothing
 * described says nothing. The base topic is where the states are, below which everything has to lie.
 */
export const homeAssistant: Adapter = {
  id: 'homeassistant',
  filters: ({ baseTopic }) => [`${baseTopic}/#`, 'homeassistant/#'],
  parse,
}

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  if (DISCOVERY_TOPIC.test(message.topic)) return readDiscovery(message)
  if (message.topic.startsWith('homeassistant/')) return ignored('discovery of something that is no binary sensor')
  return readDiscovered(message, context) ?? unknown(message)
}

/** A state on a topic that discovery has described, or that a person has named a sensor by; null on any other. */
export function readDiscovered(message: RawMessage, context: AdapterContext): AdapterResult | null {
  const known = ROLES.map((role) => ({ role, sensor: context.resolveAlias(`${message.topic}${ROLE_SUFFIX[role]}`) }))
  const first = known.find((it) => it.sensor !== null)?.sensor
  if (first === undefined || first === null) return null
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const json = parseJson(text)
  const found = new Map<Role, ReadValue>()
  for (const { role, sensor } of known) {
    if (sensor !== null) found.set(role, readValue(sensor.reading ?? byDefault(json), json, text))
  }
  return answer(first.sensor, found, text, message)
}

/** Of a topic that a person has named a sensor by, and nothing described: ON is open, alone or as `state`. */
function byDefault(json: unknown): ValueReading {
  return { path: isRecord(json) ? 'state' : null, on: ['ON'], off: ['OFF'] }
}

function answer(
  sensor: SensorUid,
  found: ReadonlyMap<Role, ReadValue>,
  text: string,
  message: RawMessage,
): AdapterResult {
  if (found.get('door') === 'unreadable') {
    return rejected('unreadable_state', `${quoted(text)} is neither of the values that discovery named`)
  }
  const said: Said = {
    contact: asContact(found.get('door') ?? 'absent'),
    tamper: asFlag(found.get('tamper')),
    batteryLow: asFlag(found.get('battery')),
  }
  return told([foreignEvent(sensor, message, said)])
}

function asFlag(read: ReadValue | undefined): boolean | null {
  if (read === 'on') return true
  return read === 'off' ? false : null
}

function unknown({ topic }: RawMessage): AdapterResult {
  return ignored(`${quoted(topic)} was not described as a door`)
}
