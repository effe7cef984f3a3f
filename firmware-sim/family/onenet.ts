import type { ProductMapping } from '../../adapters/product-mapping.ts'
import type { Instant } from '../../base/instant.ts'
import { type Device, type Family, type Gateway, type Said, said } from './family.ts'

const PRODUCT = 'W9TI0JaXlu'
const GATEWAY_PRODUCT = 'Q2gwDoor01'
/** A report that got no reply in time is posted again, under the same number and with the same times. */
const TWICE_EVERY = 5

const DOOR_SENSOR: ProductMapping = {
  product: PRODUCT,
  door: { path: 'door_contact_state', open: [true], closed: [false] },
  battery: { path: 'battery_percentage', unit: 'percent' },
  tamper: { path: 'tamper_alarm', tampered: [true], inPlace: [false] },
  ...{ time: null, device: null, periodic: null },
}

interface Posted {
  readonly device: Device
  readonly count: number
  readonly at: Instant
  readonly properties: object
}

/**
 * OneNET behind a forwarder. Every other sensor is on the platform itself and posts its properties; the rest are behind a
 * gateway that packs them. Every property has its time in milliseconds; what the names mean is the product's own.
 */
export const onenet: Family = {
  name: 'onenet',
  sensorsPerGateway: 1000,
  baseTopicOf: (id) => `onenet-${id}`,
  deviceOf: (digits, number) => {
    return { uid: `onenet:${PRODUCT}/door${digits}`, name: `door${digits}`, digits, number }
  },
  mappings: [DOOR_SENSOR],
  will: () => null,
  wake(gateway, why, _heard, at) {
    if (why !== 'installed') return []
    const properties = { door_contact_state: false, battery_percentage: 100, tamper_alarm: false }
    return gateway.devices.map((device) => posted(gateway, { device, count: 0, at, properties }))
  },
  report(gateway, { device, kind, door, isTampered, batteryPercent, count, at }) {
    const isCover = kind === 'tamper' || kind === 'tamper_cleared'
    const isDoor = kind === 'opened' || kind === 'closed'
    const properties = {
      ...(isCover ? { tamper_alarm: isTampered } : { door_contact_state: door === 'open' }),
      ...(isCover || isDoor ? {} : { battery_percentage: batteryPercent }),
    }
    const report = posted(gateway, { device, count, at, properties })
    return count % TWICE_EVERY === 0 ? [report, report] : [report]
  },
}

function posted({ baseTopic, id }: Gateway, { device, count, at, properties }: Posted): Said {
  const dated = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, { value, time: at }]))
  const numbered = { id: `${count}`, version: '1.0' }
  if (device.number % 2 === 1) {
    return said(`${baseTopic}/$sys/${PRODUCT}/${device.name}/thing/property/post`, { ...numbered, params: dated })
  }
  const identity = { productID: PRODUCT, deviceName: device.name }
  const params = [{ identity, properties: dated, events: {} }]
  return said(`${baseTopic}/$sys/${GATEWAY_PRODUCT}/${id}/thing/pack/post`, { ...numbered, params })
}
