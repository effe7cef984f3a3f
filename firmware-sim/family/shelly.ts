import type { Instant } from '../../base/instant.ts'
import { type Device, type Family, type Gateway, type Report, type Said, said } from './family.ts'

const PACKET_IDS = 256
/** A packet is on the air several times, and a script may pass two of them on. */
const HEARD_TWICE_EVERY = 4

interface Packet {
  readonly device: Device
  readonly pid: number
  readonly at: Instant
  readonly rssi: number
  readonly fields: object
}

/**
 * A Shelly Plus with the BLU script, and BLU Door/Window sensors around it: `window` 1 is open, packet ids run from 0 to
 * 255 and begin anew. Somebody presses each sensor's button when it is put up, and so it is heard for the first time.
 * It has a beacon mode, so it also speaks by the clock. Its gateway's `online` is retained.
 */
export const shelly: Family = {
  name: 'shelly',
  sensorsPerGateway: 16,
  baseTopicOf: (_id, digits) => `shellyplus1-${digits}`,
  deviceOf: (digits, number) => ({ uid: `ble:3c${digits}`, name: `3c${digits}`, digits, number }),
  will: ({ baseTopic }) => said(`${baseTopic}/online`, 'false', true),
  wake(gateway, why, _heard, at) {
    const online = said(`${gateway.baseTopic}/online`, 'true', true)
    const switchedOff = said(`${gateway.baseTopic}/status/switch:0`, { id: 0, source: 'init', output: false })
    if (why !== 'installed') return [online, switchedOff]
    const fields = { battery: 100, window: 0, button: 1 }
    return [
      online,
      switchedOff,
      ...gateway.devices.map((it) => passedOn(gateway, { device: it, pid: 0, at, rssi: -60, fields })),
    ]
  },
  report(gateway, report) {
    const { device, kind, count, at, rssi } = report
    if (kind === 'tamper' || kind === 'tamper_cleared') return []
    const packet = passedOn(gateway, { device, pid: count % PACKET_IDS, at, rssi, fields: fieldsOf(report) })
    return count % HEARD_TWICE_EVERY === 0 ? [packet, packet] : [packet]
  },
}

function fieldsOf({ batteryPercent, door }: Report): object {
  return {
    battery: batteryPercent,
    illuminance: 87,
    window: door === 'open' ? 1 : 0,
    rotation: door === 'open' ? 40.6 : 0,
  }
}

function passedOn({ baseTopic }: Gateway, { device, pid, at, rssi, fields }: Packet): Said {
  const ts = at / 1000
  const data = { encryption: false, BTHome_version: 2, pid, ...fields, rssi, address: colons(device.name) }
  return said(`${baseTopic}/events/rpc`, {
    ...{ src: baseTopic, dst: `${baseTopic}/events`, method: 'NotifyEvent' },
    params: { ts, events: [{ component: 'script:1', id: 1, event: 'shelly-blu', data, ts }] },
  })
}

function colons(mac: string): string {
  return mac.replaceAll(/(..)(?!$)/g, '$1:')
}
