import type { ProductMapping } from '../../adapters/product-mapping.ts'
import type { Instant } from '../../base/instant.ts'
import { type Device, type Family, type Gateway, type Said, said } from './family.ts'

const PRODUCT = '15114816'
/** The platform pushes again what was not answered in time. */
const TWICE_EVERY = 5
const WITHOUT_IMEI_EVERY = 3

const DOOR_SENSOR: ProductMapping = {
  product: PRODUCT,
  door: { path: 'door_state', open: [1], closed: [0] },
  battery: { path: 'battery_value', unit: 'percent' },
  tamper: { path: 'tamper_state', tampered: [1], inPlace: [0] },
  ...{ time: null, device: null, periodic: null },
}

/**
 * China Telecom's CTWing, whose pushes a forwarder publishes as they are: NB-IoT sensors by their IMEI, and some that have
 * none; an unknown number is the word "undefined". Reports are `dataReport`, tampering is an `eventReport`; the platform
 * also tells who is there, which says nothing of a door. `timestamp` is the platform's, in milliseconds.
 */
export const ctwing: Family = {
  name: 'ctwing',
  sensorsPerGateway: 1000,
  baseTopicOf: (id) => `ctwing-${id}`,
  deviceOf: (digits, number) => {
    const name = number % WITHOUT_IMEI_EVERY === 0 ? deviceIdOf(digits) : imeiOf(digits)
    return { uid: name.length === 15 ? `imei:${name}` : `ctwing:${PRODUCT}/${name}`, name, digits, number }
  },
  mappings: [DOOR_SENSOR],
  will: () => null,
  wake(gateway, why, _heard, at) {
    if (why !== 'installed') return []
    return gateway.devices.flatMap((it) => [
      pushed(gateway, it, at, { messageType: 'deviceOnlineOfflineReport', eventType: 1 }),
      pushed(gateway, it, at, dataReport({ door_state: 0, battery_value: 100 })),
    ])
  },
  report(gateway, { device, kind, door, isTampered, batteryPercent, count, at }) {
    const isCover = kind === 'tamper' || kind === 'tamper_cleared'
    const isDoor = kind === 'opened' || kind === 'closed'
    const state = { door_state: door === 'open' ? 1 : 0 }
    const content = isCover
      ? { messageType: 'eventReport', eventType: 2, eventContent: { tamper_state: isTampered ? 1 : 0 } }
      : dataReport(isDoor ? state : { ...state, battery_value: batteryPercent })
    const report = pushed(gateway, device, at, content)
    return count % TWICE_EVERY === 0 ? [report, report] : [report]
  },
}

function dataReport(payload: object): object {
  return { messageType: 'dataReport', upPacketSN: -1, upDataSN: -1, topic: 'v1/up/ad', payload }
}

function pushed({ baseTopic }: Gateway, { name, digits }: Device, at: Instant, content: object): Said {
  const hasImei = name.length === 15
  return said(`${baseTopic}/push`, {
    ...{ ...content, timestamp: at, tenantId: '2000033629', productId: PRODUCT, serviceId: '' },
    ...{ deviceType: '', assocAssetId: '', deviceId: deviceIdOf(digits), protocol: hasImei ? 'lwm2m' : 'mqtt' },
    ...{ IMSI: 'undefined', IMEI: hasImei ? name : 'undefined' },
  })
}

function deviceIdOf(digits: string): string {
  return `40edca19b0124480864366${digits}`
}

/** Fifteen decimal digits; ten hexadecimal ones have room in thirteen. */
function imeiOf(digits: string): string {
  return `86${String(Number.parseInt(digits, 16)).padStart(13, '0')}`
}
