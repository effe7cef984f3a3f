import { LOW_BATTERY_PERCENT } from '../battery.ts'
import { type Device, type Family, type Gateway, type Report, type Said, said } from './family.ts'

/** It publishes an exact duplicate within the second now and then (its issue 25337). */
const DUPLICATE_EVERY = 5

const MODELS = [
  { model: 'MCCGQ11LM', vendor: 'Aqara', description: 'Door and window sensor', hasTamper: false },
  { model: 'SNZB-04P', vendor: 'SONOFF', description: 'Contact sensor', hasTamper: true },
  { model: 'TS0203', vendor: 'Tuya', description: 'Door/window sensor', hasTamper: false },
] as const

/**
 * Zigbee2MQTT 2.x: `contact` false is open; states are not retained and have no time. A start says every state that it
 * remembers once more, as if it were news; while MQTT is away what it hears is lost, and a mere reconnection says no
 * door's state. `tamper` also comes from models that cannot sense it, and means nothing there.
 */
export const zigbee2mqtt: Family = {
  name: 'zigbee2mqtt',
  sensorsPerGateway: 200,
  baseTopicOf: (id) => `zigbee2mqtt-${id}`,
  deviceOf: (digits, number) => {
    return { uid: `zigbee:00158d${digits}`, name: `入户门/Door ${digits.slice(-4)}`, digits, number }
  },
  will: ({ baseTopic }) => said(`${baseTopic}/bridge/state`, { state: 'offline' }, true),
  wake(gateway, why, heard) {
    const { baseTopic, devices } = gateway
    const cached = why === 'started' ? heard.map((it) => stateOf(gateway, it)) : []
    return [
      said(`${baseTopic}/bridge/state`, { state: 'online' }, true),
      said(`${baseTopic}/bridge/devices`, [COORDINATOR, ...devices.map(described)], true),
      ...cached,
    ]
  },
  report(gateway, report) {
    const state = stateOf(gateway, report)
    return report.count % DUPLICATE_EVERY === 0 ? [state, state] : [state]
  },
}

const COORDINATOR = {
  ieee_address: '0x00124b0000000000',
  type: 'Coordinator',
  friendly_name: 'Coordinator',
  definition: null,
}

function described(device: Device): object {
  const { model, vendor, description } = modelOf(device)
  const exposes = [
    { type: 'binary', name: 'contact', property: 'contact', access: 1, value_on: false, value_off: true },
    { type: 'numeric', name: 'battery', property: 'battery', access: 1, unit: '%' },
  ]
  return {
    ...{ ieee_address: `0x00158d${device.digits}`, type: 'EndDevice', friendly_name: device.name },
    ...{ supported: true, interview_completed: true, definition: { model, vendor, description, exposes } },
  }
}

function stateOf({ baseTopic }: Gateway, { device, ...it }: Report): Said {
  const tamper = modelOf(device).hasTamper ? it.isTampered : false
  return said(`${baseTopic}/${device.name}`, {
    battery: it.batteryPercent,
    battery_low: it.batteryPercent <= LOW_BATTERY_PERCENT,
    contact: it.door === 'closed',
    linkquality: Math.max(0, Math.min(255, 255 + 2 * it.rssi)),
    tamper,
    voltage: it.batteryMillivolts,
  })
}

function modelOf({ number }: Device): (typeof MODELS)[number] {
  return MODELS[number % MODELS.length] ?? MODELS[0]
}
