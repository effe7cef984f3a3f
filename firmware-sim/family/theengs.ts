import type { Contact } from '../../protocol/door-event.ts'
import { type Device, type Family, type Gateway, type Said, said } from './family.ts'

const PACKET_IDS = 256

interface Packet {
  readonly door: Contact
  readonly pid: number
  readonly battery: number
  readonly rssi: number
}

/**
 * Theengs Gateway on a small computer, with two makers' Bluetooth sensors around it: Shelly's say `open`, SwitchBot's
 * say `contact` in words. Their first packets bring them; `LWT` is retained. Nothing has a time.
 */
export const theengs: Family = {
  name: 'theengs',
  sensorsPerGateway: 16,
  baseTopicOf: (id) => `home/${id}`,
  deviceOf: (digits, number) => ({ uid: `ble:5c${digits}`, name: `5C${digits.toUpperCase()}`, digits, number }),
  will: ({ baseTopic }) => said(`${baseTopic}/LWT`, 'offline', true),
  wake(gateway, why) {
    const online = said(`${gateway.baseTopic}/LWT`, 'online', true)
    const first: Packet = { door: 'closed', pid: 0, battery: 100, rssi: -60 }
    return [online, ...(why === 'installed' ? gateway.devices.map((it) => heard(gateway, it, first)) : [])]
  },
  report(gateway, { device, kind, door, count, batteryPercent, rssi }) {
    if (kind === 'tamper' || kind === 'tamper_cleared') return []
    return [heard(gateway, device, { door, pid: count % PACKET_IDS, battery: batteryPercent, rssi })]
  },
}

function heard({ baseTopic }: Gateway, device: Device, { door, pid, battery, rssi }: Packet): Said {
  const mac = device.name.replaceAll(/(..)(?!$)/g, '$1:')
  const link = { id: mac, mac, rssi, batt: battery }
  const shelly = {
    ...{ brand: 'Shelly', model: 'ShellyBLU Door/Window', model_id: 'SBDW-002C', type: 'CTMO', acts: true, cont: true },
    ...{ packet: pid, lux: 87, open: door === 'open', rot: 0 },
  }
  const switchBot = {
    ...{ brand: 'SwitchBot', model: 'Contact Sensor', model_id: 'W120150X', motion: false, lightlevel: 'dark' },
    contact: door,
  }
  const isShelly = device.number % 2 === 0
  return said(`${baseTopic}/BTtoMQTT/${device.name}`, { ...link, ...(isShelly ? shelly : switchBot) })
}
