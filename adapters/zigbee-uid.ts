import { type SensorUid, sensorUid } from '../base/id.ts'

const IEEE_ADDRESS = /^0x([0-9a-f]{16})$/i

/** `zigbee:<ieee16>` for `0x` and 16 hexadecimal digits in either case, which is also a device's first friendly name. */
export function zigbeeUid(ieeeAddress: string): SensorUid | null {
  const digits = IEEE_ADDRESS.exec(ieeeAddress)?.[1]
  return digits === undefined ? null : sensorUid.parse(`zigbee:${digits.toLowerCase()}`)
}
