import { type SensorUid, sensorUid } from '../base/id.ts'

const NAME_LENGTH_MAX = 96
const EUI = /^[0-9a-f]{16}$/i
const MAC = /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$|^[0-9a-f]{12}$/i
const IMEI = /^\d{15}$/

/** `lorawan:<eui>`, in lower case as ChirpStack writes it and The Things Stack does not. */
export function lorawanUid(devEui: unknown): SensorUid | null {
  return typeof devEui === 'string' && EUI.test(devEui) ? sensorUid.parse(`lorawan:${devEui.toLowerCase()}`) : null
}

export function macOf(text: unknown): string | null {
  return typeof text === 'string' && MAC.test(text) ? text.replaceAll(/[:-]/g, '').toLowerCase() : null
}

export function bleUid(mac: unknown): SensorUid | null {
  const digits = macOf(mac)
  return digits === null ? null : sensorUid.parse(`ble:${digits}`)
}

export function wifiUid(mac: unknown): SensorUid | null {
  const digits = macOf(mac)
  return digits === null ? null : sensorUid.parse(`wifi:${digits}`)
}

export function imeiUid(imei: unknown): SensorUid | null {
  return typeof imei === 'string' && IMEI.test(imei) ? sensorUid.parse(`imei:${imei}`) : null
}

/** `<platform>:<product>/<name>`, for what has no number of its own; null for a name that no table and no label can hold. */
export function platformUid(platform: string, product: string, name: string): SensorUid | null {
  return isName(product) && isName(name) ? (sensorUid.safeParse(`${platform}:${product}/${name}`).data ?? null) : null
}

/** A device's second contact is a sensor of its own. */
export function secondContact(sensor: SensorUid): SensorUid {
  return sensorUid.parse(`${sensor}#2`)
}

/** A name that PostgreSQL and a topic can hold. */
export function isName(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= NAME_LENGTH_MAX &&
    !/[\p{Cc}\p{Surrogate}\uFFFD]/u.test(value)
  )
}
