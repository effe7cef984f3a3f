import { type Device, type Family, type Gateway, type Report, type Said, said } from './family.ts'

/** One change comes as two messages from some sensors (its issue 10611). */
const TELLS_TWICE_EVERY = 3

/**
 * A Tasmota Zigbee bridge: `Contact` 1 is open; the IEEE address stands in `ZbInfo` alone, and reports have the short
 * address and the name. LWT is retained. After a start no door's state is said until the sensor speaks.
 */
export const tasmota: Family = {
  name: 'tasmota',
  sensorsPerGateway: 32,
  baseTopicOf: (_id, digits) => `tasmota_${digits.toUpperCase()}`,
  deviceOf: (digits, number) => ({ uid: `zigbee:00124b${digits}`, name: `Door${digits.slice(-4)}`, digits, number }),
  will: ({ baseTopic }) => said(`tele/${baseTopic}/LWT`, 'Offline', true),
  wake(gateway, why) {
    const { baseTopic, devices } = gateway
    return [
      said(`tele/${baseTopic}/LWT`, 'Online', true),
      said(`tele/${baseTopic}/STATE`, { Time: '2022-04-01T08:00:00', Uptime: '0T00:00:10', POWER: 'ON' }),
      ...(why === 'reconnected' ? [] : devices.map((it) => named(gateway, it))),
    ]
  },
  report(gateway, report) {
    const { device, kind, door, rssi } = report
    if (kind === 'tamper' || kind === 'tamper_cleared') return []
    const contact = door === 'open' ? 1 : 0
    const link = { Endpoint: 1, LinkQuality: Math.max(0, Math.min(254, 255 + 2 * rssi)) }
    const change = received(gateway, device, { ZoneStatusChange: contact, Contact: contact, ...link })
    if (kind === 'opened' || kind === 'closed') {
      return device.number % TELLS_TWICE_EVERY === 0 ? [change, change] : [change]
    }
    return [received(gateway, device, { ...batteryOf(report), ...link }), change]
  },
}

function named({ baseTopic }: Gateway, device: Device): Said {
  const info = { Device: shortAddress(device), Name: device.name, IEEEAddr: `0x00124B${device.digits.toUpperCase()}` }
  const model = { ModelId: 'SNZB-04', Manufacturer: 'eWeLink', Endpoints: [1], ZoneType: 21, Reachable: true }
  return said(`tele/${baseTopic}/SENSOR`, { ZbInfo: { [device.name]: { ...info, ...model } } })
}

function received({ baseTopic }: Gateway, device: Device, fields: object): Said {
  const report = { Device: shortAddress(device), Name: device.name, ...fields }
  return said(`tele/${baseTopic}/SENSOR`, { ZbReceived: { [device.name]: report } })
}

function batteryOf({ batteryPercent, batteryMillivolts }: Report): object {
  return { BatteryVoltage: batteryMillivolts / 1000, BatteryPercentage: batteryPercent }
}

function shortAddress({ digits }: Device): string {
  return `0x${digits.slice(-4).toUpperCase()}`
}
