import { type Family, type Gateway, type Report, type Said, said } from './family.ts'

const FIRMWARE = '20220324-123835/v1.11.8-g8c7bb8d'

/**
 * Shelly Door/Window 2, each on the network itself: one value a topic, `open` and `close`. `announce` has its MAC. `info`
 * is the whole of its state, said at each waking; of what it could not say while the network was away no more comes later.
 */
export const shellyGen1: Family = {
  name: 'shelly-gen1',
  sensorsPerGateway: 1,
  baseTopicOf: (_id, digits) => `shellies/shellydw2-${digits}`,
  deviceOf: (digits, number) => ({ uid: `wifi:e8${digits}`, name: `shellydw2-${digits}`, digits, number }),
  will: ({ baseTopic }) => said(`${baseTopic}/online`, 'false', true),
  wake(gateway, _why, heard) {
    const { baseTopic, devices } = gateway
    const announced = devices.map(({ name, digits }) =>
      said('shellies/announce', {
        ...{ id: name, model: 'SHDW-2', mac: `E8${digits.toUpperCase()}`, ip: '192.168.33.20', new_fw: false },
        fw_ver: FIRMWARE,
      }),
    )
    return [said(`${baseTopic}/online`, 'true', true), ...announced, ...heard.map((it) => info(gateway, it))]
  },
  report(gateway, report) {
    const { baseTopic } = gateway
    const { kind, door, batteryPercent, isTampered } = report
    if (kind === 'tamper' || kind === 'tamper_cleared')
      return [said(`${baseTopic}/sensor/vibration`, isTampered ? '1' : '0')]
    const isChange = kind === 'opened' || kind === 'closed'
    return [
      ...(isChange ? [said(`${baseTopic}/sensor/state`, door === 'open' ? 'open' : 'close')] : []),
      said(`${baseTopic}/sensor/battery`, `${batteryPercent}`),
      said(`${baseTopic}/sensor/act_reasons`, [isChange ? 'sensor' : 'periodic']),
      info(gateway, report),
    ]
  },
}

function info({ baseTopic }: Gateway, { door, batteryPercent, batteryMillivolts }: Report): Said {
  return said(`${baseTopic}/info`, {
    sensor: { state: door === 'open' ? 'open' : 'close', is_valid: true },
    bat: { value: batteryPercent, voltage: batteryMillivolts / 1000 },
    lux: { value: 87, illumination: 'dark', is_valid: true },
  })
}
