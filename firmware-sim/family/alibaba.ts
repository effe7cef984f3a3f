import type { ProductMapping } from '../../adapters/product-mapping.ts'
import type { Instant } from '../../base/instant.ts'
import { type Device, type Family, type Gateway, type Report, type Said, said } from './family.ts'

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
 * hold lists of values, and which posts what MQTT did not take as history, a set of properties for each report. Times are
 * UTC milliseconds, each property's.
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
  report(gateway, report) {
    const { device, count, at } = report
    const post = posted(gateway, { device, count, at, properties: propertiesOf(report) })
    return count % TWICE_EVERY === 0 ? [post, post] : [post]
  },
  past: { isKept: isBehindGateway, told: (gateway, kept) => [history(gateway, kept)] },
}

function propertiesOf({ kind, door, isTampered, batteryPercent }: Report): object {
  if (kind === 'tamper' || kind === 'tamper_cleared') return { TamperStatus: isTampered ? 1 : 0 }
  const state = { DoorStatus: door === 'open' ? 1 : 0 }
  return kind === 'opened' || kind === 'closed' ? state : { ...state, BatteryPercentage: batteryPercent }
}

function isBehindGateway({ number }: Device): boolean {
  return number % 3 === 0
}

function posted({ baseTopic, id }: Gateway, { device, count, at, properties }: Posted): Said {
  const dated = datedAt(at, properties)
  const numbered = { id: `${count}`, version: '1.0', sys: { ack: 0 } }
  if (!isBehindGateway(device)) {
    return said(`${baseTopic}/sys/${PRODUCT}/${device.name}/thing/event/property/post`, {
      ...{ ...numbered, params: Object.fromEntries(dated), method: 'thing.event.property.post' },
    })
  }
  const lists = Object.fromEntries(dated.map(([name, value]) => [name, [value]]))
  const behind = { identity: identityOf(device), properties: lists, events: {} }
  return said(`${baseTopic}/sys/${GATEWAY_PRODUCT}/${id}/thing/event/property/pack/post`, {
    ...{ ...numbered, params: { properties: {}, events: {}, subDevices: [behind] } },
    method: 'thing.event.property.pack.post',
  })
}

function history({ baseTopic, id }: Gateway, kept: readonly Report[]): Said {
  const params = [...Map.groupBy(kept, (it) => it.device)].map(([device, reports]) => ({
    identity: identityOf(device),
    properties: reports.map((it) => Object.fromEntries(datedAt(it.at, propertiesOf(it)))),
    events: [],
  }))
  const topic = `${baseTopic}/sys/${GATEWAY_PRODUCT}/${id}/thing/event/property/history/post`
  const method = 'thing.event.property.history.post'
  return said(topic, { id: `history-${kept.at(-1)?.at}`, version: '1.0', sys: { ack: 0 }, params, method })
}

function datedAt(time: Instant, properties: object): readonly (readonly [name: string, dated: object])[] {
  return Object.entries(properties).map(([name, value]) => [name, { value, time }])
}

function identityOf({ name }: Device): object {
  return { productKey: PRODUCT, deviceName: name }
}
