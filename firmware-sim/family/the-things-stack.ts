import type { Instant } from '../../base/instant.ts'
import { type Device, type Family, type Gateway, said } from './family.ts'
import { frameOf, lorawanDevice, lorawanModelOf } from './lorawan-bytes.ts'

/** What it made of an uplink is repeated on another topic now and then. */
const NORMALIZED_EVERY = 3

/**
 * The Things Stack v3: `join`, then `up` with the raw bytes, and `up/normalized` that says the same uplink again. DevEUIs
 * are in upper case; the device repository's model stands in `version_ids`. Nothing says whether the server lives.
 */
export const theThingsStack: Family = {
  name: 'the-things-stack',
  sensorsPerGateway: 1000,
  baseTopicOf: (id) => `v3/${id}@ttn`,
  deviceOf: (digits, number) => ({ ...lorawanDevice(digits, number), name: `door-${digits}` }),
  will: () => null,
  wake(gateway, why, _heard, at) {
    if (why !== 'installed') return []
    return gateway.devices.map((it) =>
      said(topicOf(gateway, it, 'join'), { end_device_ids: idsOf(gateway, it), received_at: iso(at), join_accept: {} }),
    )
  },
  report(gateway, report) {
    const frame = frameOf(report)
    if (frame === null) return []
    const { device, at, count, rssi } = report
    const content = {
      ...{ end_device_ids: idsOf(gateway, device), received_at: iso(at) },
      uplink_message: {
        ...{ session_key_id: 'AYfg8rhha5n+FWx0ZaAprA==', f_port: frame.fPort, f_cnt: count },
        ...{ frm_payload: frame.bytes.toString('base64'), received_at: iso(at) },
        rx_metadata: [{ gateway_ids: { gateway_id: 'roof' }, rssi, snr: 9.2 }],
        version_ids: versionOf(device),
      },
    }
    const up = said(topicOf(gateway, device, 'up'), content)
    return count % NORMALIZED_EVERY === 0 ? [up, said(topicOf(gateway, device, 'up/normalized'), content)] : [up]
  },
}

function topicOf({ baseTopic }: Gateway, { name }: Device, kind: 'join' | 'up' | 'up/normalized'): string {
  return `${baseTopic}/devices/${name}/${kind}`
}

function idsOf({ baseTopic }: Gateway, device: Device): object {
  return {
    ...{ device_id: device.name, application_ids: { application_id: baseTopic.slice(3).split('@')[0] } },
    ...{ dev_eui: device.uid.slice('lorawan:'.length).toUpperCase(), version_ids: versionOf(device) },
  }
}

function versionOf(device: Device): object {
  return { model_id: lorawanModelOf(device).toLowerCase() }
}

function iso(at: Instant): string {
  return new Date(at).toISOString()
}
