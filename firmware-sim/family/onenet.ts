import type { ProductMapping } from '../../adapters/product-mapping.ts'
import type { Instant } from '../../base/instant.ts'
import { type Device, type Family, type Gateway, type Report, type Said, said } from './family.ts'

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
 * gateway that packs them, keeps what MQTT does not take, and posts it afterwards as history, in lists. Every property has
 * its time in milliseconds; what the names mean is the product's own.
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
  report(gateway, report) {
    const { device, count, at } = report
    const post = posted(gateway, { device, count, at, properties: propertiesOf(report) })
    return count % TWICE_EVERY === 0 ? [post, post] : [post]
  },
  past: { isKept: isBehindGateway, told: (gateway, kept) => [history(gateway, kept)] },
}

function propertiesOf({ kind, door, isTampered, batteryPercent }: Report): object {
  if (kind === 'tamper' || kind === 'tamper_cleared') return { tamper_alarm: isTampered }
  const state = { door_contact_state: door === 'open' }
  return kind === 'opened' || kind === 'closed' ? state : { ...state, battery_percentage: batteryPercent }
}

function isBehindGateway({ number }: Device): boolean {
  return number % 2 === 0
}

function posted({ baseTopic, id }: Gateway, { device, count, at, properties }: Posted): Said {
  const dated = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, { value, time: at }]))
  const numbered = { id: `${count}`, version: '1.0' }
  if (!isBehindGateway(device)) {
    return said(`${baseTopic}/$sys/${PRODUCT}/${device.name}/thing/property/post`, { ...numbered, params: dated })
  }
  const params = [{ identity: identityOf(device), properties: dated, events: {} }]
  return said(`${baseTopic}/$sys/${GATEWAY_PRODUCT}/${id}/thing/pack/post`, { ...numbered, params })
}

/** Of each device a list of values for each property. */
function history({ baseTopic, id }: Gateway, kept: readonly Report[]): Said {
  const params = [...Map.groupBy(kept, (it) => it.device)].map(([device, reports]) => {
    const values = reports.flatMap((it) =>
      Object.entries(propertiesOf(it)).map(([name, value]) => ({ name, dated: { value, time: it.at } })),
    )
    const lists = [...Map.groupBy(values, (it) => it.name)].map(([name, its]) => [name, its.map((it) => it.dated)])
    return { identity: identityOf(device), properties: Object.fromEntries(lists), events: {} }
  })
  const topic = `${baseTopic}/$sys/${GATEWAY_PRODUCT}/${id}/thing/history/post`
  return said(topic, { id: `history-${kept.at(-1)?.at}`, version: '1.0', params })
}

function identityOf({ name }: Device): object {
  return { productID: PRODUCT, deviceName: name }
}
