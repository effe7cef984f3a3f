import { createHash } from 'node:crypto'
import type { Instant } from '../../base/instant.ts'
import { type Device, type Family, type Gateway, type Said, said } from './family.ts'
import { frameOf, lorawanDevice, lorawanModelOf } from './lorawan-bytes.ts'

/**
 * ChirpStack v4 in JSON: `join` when a sensor comes, `up` with the raw bytes for every report. Nothing is retained, and
 * nothing says whether the server lives. Proto's defaults are left out: the first uplink has no `fCnt`. The network's
 * time is `time`; an uplink that MQTT did not take is gone, but the sensor's own count tells of it later (LDS02).
 */
export const chirpstack: Family = {
  name: 'chirpstack',
  sensorsPerGateway: 1000,
  baseTopicOf: (id) => `application/${uuidOf(id)}`,
  deviceOf: lorawanDevice,
  will: () => null,
  wake: (gateway, why, _heard, at) => (why === 'installed' ? gateway.devices.map((it) => join(gateway, it, at)) : []),
  report(gateway, report) {
    const frame = frameOf(report)
    if (frame === null) return []
    const { device, at, count, rssi } = report
    const fCnt = count - 1
    const content = {
      ...{ deduplicationId: uuidOf(`${device.digits}/${at}/${count}`), time: new Date(at).toISOString() },
      deviceInfo: deviceInfo(gateway, device),
      ...{ devAddr: devAddr(device), adr: true, dr: 5, ...(fCnt === 0 ? {} : { fCnt }), fPort: frame.fPort },
      ...{ confirmed: true, data: frame.bytes.toString('base64') },
      rxInfo: [{ gatewayId: '0016c001f153a14c', uplinkId: count, rssi, snr: 7.5 }],
      txInfo: { frequency: 470_300_000, modulation: { lora: { bandwidth: 125_000, spreadingFactor: 7 } } },
    }
    return [event(gateway, device, 'up', content)]
  },
}

function join(gateway: Gateway, device: Device, at: Instant): Said {
  const time = new Date(at).toISOString()
  const content = { deduplicationId: uuidOf(`${device.digits}/join`), time, devAddr: devAddr(device) }
  return event(gateway, device, 'join', { ...content, deviceInfo: deviceInfo(gateway, device) })
}

function event({ baseTopic }: Gateway, { name }: Device, kind: 'up' | 'join', content: object): Said {
  return said(`${baseTopic}/device/${name}/event/${kind}`, content)
}

function deviceInfo({ baseTopic }: Gateway, device: Device): object {
  return {
    ...{ tenantName: 'ChirpStack', applicationId: baseTopic.split('/').at(-1), applicationName: 'doors' },
    ...{
      deviceProfileName: `${lorawanModelOf(device)} CN470`,
      deviceName: `door ${device.number}`,
      devEui: device.name,
    },
    tags: { model: lorawanModelOf(device) },
  }
}

function devAddr({ digits }: Device): string {
  return digits.slice(-8)
}

/** In the shape of a UUID; the same name gives the same one, so that a day can be played again. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
