import type { ProductMapping } from '../../adapters/product-mapping.ts'
import type { Contact } from '../../protocol/door-event.ts'
import { type Device, type Family, type Gateway, type Report, type Said, said } from './family.ts'

/** Names its device in the message, dates it in seconds with a fraction, and says which reports come by the clock. */
const RADIO: ProductMapping = {
  product: 'radio',
  door: { path: 'inputs.0.state', open: ['open'], closed: ['closed'] },
  battery: { path: 'battery.volts', unit: 'volts' },
  tamper: { path: 'cover', tampered: [1], inPlace: [0] },
  time: { path: 'ts', unit: 'seconds' },
  device: 'id',
  periodic: { path: 'why', values: ['interval'] },
}

/** EnOcean's contacts live on light: they have no battery, and nobody notices their cover. */
const ENOCEAN: ProductMapping = {
  product: 'enocean',
  door: { path: 'status', open: ['open'], closed: ['closed'] },
  ...{ battery: null, tamper: null, device: null, periodic: null },
  time: { path: 'timestamp', unit: 'iso8601' },
}

/**
 * A small computer whose owner wrote two bridges to MQTT: one for radio contacts with a topic for all of them, and one for
 * EnOcean with a topic each. Nothing of it is known but what the mappings say, and it remembers nothing through a start.
 */
export const jsonGateway: Family = {
  name: 'json',
  sensorsPerGateway: 32,
  baseTopicOf: (id) => `bridges-${id}`,
  deviceOf(digits, number, gatewayId) {
    const name = isRadio(number) ? `RC-${digits}` : `enocean/STM250-${digits}`
    return { uid: `json:${gatewayId}/${name}`, name, digits, number }
  },
  mappings: [RADIO, ENOCEAN],
  will: () => null,
  wake(gateway, why, _heard, at) {
    if (why !== 'installed') return []
    const first = { isTampered: false, batteryMillivolts: 3000, rssi: -60, at }
    return gateway.devices.map((device) => told(gateway, { ...first, device, kind: 'hello', door: 'closed' }))
  },
  report(gateway, report) {
    const { device, kind } = report
    const isCover = kind === 'tamper' || kind === 'tamper_cleared'
    return isCover && !isRadio(device.number) ? [] : [told(gateway, report)]
  },
}

type Told = Pick<Report, 'device' | 'kind' | 'door' | 'isTampered' | 'batteryMillivolts' | 'rssi' | 'at'>

function told({ baseTopic }: Gateway, it: Told): Said {
  const { device, kind, door, at, rssi } = it
  if (!isRadio(device.number)) {
    const timestamp = new Date(at).toISOString().replace('Z', '+00:00')
    return said(`${baseTopic}/${device.name}`, { status: door, rssi, timestamp })
  }
  const why = kind === 'opened' || kind === 'closed' ? 'change' : 'interval'
  return said(`${baseTopic}/radio`, { ...radioOf(device, door), ...coverOf(it), rssi, ts: at / 1000, why })
}

function radioOf({ name }: Device, state: Contact): object {
  return { id: name, inputs: [{ channel: 1, state }] }
}

function coverOf({ isTampered, batteryMillivolts }: Told): object {
  return { cover: isTampered ? 1 : 0, battery: { volts: batteryMillivolts / 1000 } }
}

function isRadio(number: number): boolean {
  return number % 2 === 1
}
