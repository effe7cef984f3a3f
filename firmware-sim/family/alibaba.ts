import type { ProductMapping } from '../../adapters/product-mapping.ts'
import type { Instant } from '../../base/instant.ts'
import { type Device, type Family, type Gateway, type Said, said } from './family.ts'

const PRODUCT = 'a1B2c3D4e5F'
const GATEWAY_PRODUCT = 'a1G6w7Y8z9A'
/** A report that got no reply in time is posted again, under the same number and with the same times. */
const TWICE_EVERY = 4

const DOOR_SENSOR: ProductMapping = {
  product: PRODUCT,
  door: { path: 'DoorStatus', open: [1], closed: [0] },
  battery: { path: 'BatteryPercentage', unit: 'percent' },
  tamper: { path: 'TamperStatus', tampered: [1], inPlace: [0] },
  ...{ time: null, device: null, periodic: null },
}

interface Posted {
  readonly device: Device
  readonly count: number
  readonly at: Instant
  readonly properties: object
}

/**
 * Alibaba Cloud IoT behind a forwarder: sensors that post for themselves, and every third behind a gateway, whose packs
 * hold lists of values. Numbers are a device's own and begin anew every day; times are UTC milliseconds, each property's.
 */
export const alibaba: Family = {
  name: 'alibaba',
  sensorsPerGateway: 1000,
  baseTopicOf: (id) => `alibaba-${id}`,
  deviceOf: (digits, number) => {
    return { uid: `alibaba:${PRODUCT}/door${digits}`, name: `door${digits}`, digits, number }
  },
  mappings: [DOOR_SENSOR],
  will: () => null,
  wake(gateway, why, _heard, at) {
    if (why !== 'installed') return []
    const properties = { DoorStatus: 0, BatteryPercentage: 100, TamperStatus: 0 }
    return gateway.devices.map((device) => posted(gateway, { device, count: 0, at, properties }))
  },
  report(gateway, { device, kind, door, isTampered, batteryPercent, count, at }) {
    const isCover = kind === 'tamper' || kind === 'tamper_cleared'
    const isDoor = kind === 'opened' || kind === 'closed'
    const properties = {
      ...(isCover ? { TamperStatus: isTampered ? 1 : 0 } : { DoorStatus: door === 'open' ? 1 : 0 }),
      ...(isCover || isDoor ? {} : { BatteryPercentage: batteryPercent }),
    }
    const report = posted(gateway, { device, count, at, properties })
    return count % TWICE_EVERY === 0 ? [report, report] : [report]
  },
}

function posted({ baseTopic, id }: Gateway, { device, count, at, properties }: Posted): Said {
  const dated = Object.entries(properties).map(([name, value]) => [name, { value, time: at }] as const)
  const numbered = { id: `${count}`, version: '1.0', sys: { ack: 0 } }
  if (device.number % 3 !== 0) {
    return said(`${baseTopic}/sys/${PRODUCT}/${device.name}/thing/event/property/post`, {
      ...{ ...numbered, params: Object.fromEntries(dated), method: 'thing.event.property.post' },
    })
  }
  const lists = Object.fromEntries(dated.map(([name, value]) => [name, [value]]))
  const behind = { identity: { productKey: PRODUCT, deviceName: device.name }, properties: lists, events: {} }
  return said(`${baseTopic}/sys/${GATEWAY_PRODUCT}/${id}/thing/event/property/pack/post`, {
    ...{ ...numbered, params: { properties: {}, events: {}, subDevices: [behind] } },
    method: 'thing.event.property.pack.post',
  })
}
