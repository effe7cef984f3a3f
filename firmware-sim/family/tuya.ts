import type { Instant } from '../../base/instant.ts'
import { type Device, type Family, type Gateway, type Said, said } from './family.ts'

/** The platform hands a message over twice now and then, under the same number. */
const TWICE_EVERY = 5

/**
 * Tuya's platform behind a forwarder, with sensors of its standard set: `doorcontact_state` true is open, and tampering is
 * spelled `temper_alarm`. Times have thirteen digits, the message's and each property's.
 */
export const tuya: Family = {
  name: 'tuya',
  sensorsPerGateway: 1000,
  baseTopicOf: (id) => `tuya-${id}`,
  deviceOf: (digits, number) => ({ uid: `tuya:tylink/6c${digits}`, name: `6c${digits}`, digits, number }),
  will: () => null,
  wake(gateway, why, _heard, at) {
    if (why !== 'installed') return []
    return gateway.devices.map((it) =>
      reported(gateway, it, 0, at, { doorcontact_state: false, battery_percentage: 100 }),
    )
  },
  report(gateway, { device, kind, door, isTampered, batteryPercent, count, at }) {
    const isCover = kind === 'tamper' || kind === 'tamper_cleared'
    const isDoor = kind === 'opened' || kind === 'closed'
    const report = reported(gateway, device, count, at, {
      ...(isCover ? { temper_alarm: isTampered } : { doorcontact_state: door === 'open' }),
      ...(isCover || isDoor ? {} : { battery_percentage: batteryPercent }),
    })
    return count % TWICE_EVERY === 0 ? [report, report] : [report]
  },
}

function reported({ baseTopic }: Gateway, device: Device, count: number, at: Instant, properties: object): Said {
  const data = Object.fromEntries(Object.entries(properties).map(([code, value]) => [code, { value, time: at }]))
  return said(`${baseTopic}/tylink/${device.name}/thing/property/report`, {
    ...{ msgId: `${device.digits}${count}`, time: at, data },
  })
}
