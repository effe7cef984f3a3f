import { type Family, type Gateway, type Report, type Said, said } from './family.ts'

const OBJECT = 'front_door'

/**
 * An ESPHome node at each door: `ON` is open. States are retained and said again at every connection, without a time.
 * Discovery says which of its sensors is a door. It tells nothing of a cover, and its battery is a sensor of its own.
 */
export const esphome: Family = {
  name: 'esphome',
  sensorsPerGateway: 1,
  baseTopicOf: (_id, digits) => `front-door-${digits}`,
  deviceOf: (digits, number) => ({ uid: `wifi:a0${digits}/${OBJECT}`, name: OBJECT, digits, number }),
  will: ({ baseTopic }) => said(`${baseTopic}/status`, 'offline', true),
  wake(gateway, _why, heard) {
    const { baseTopic } = gateway
    return [
      said(`${baseTopic}/status`, 'online', true),
      ...discovery(gateway),
      ...heard.map((it) => stateOf(gateway, it)),
    ]
  },
  report(gateway, report) {
    const { baseTopic } = gateway
    if (report.kind === 'tamper' || report.kind === 'tamper_cleared') return []
    return [said(`${baseTopic}/sensor/battery_level/state`, `${report.batteryPercent}`, true), stateOf(gateway, report)]
  },
}

function stateOf({ baseTopic }: Gateway, { door }: Report): Said {
  return said(`${baseTopic}/binary_sensor/${OBJECT}/state`, door === 'open' ? 'ON' : 'OFF', true)
}

function discovery({ baseTopic, devices }: Gateway): readonly Said[] {
  return devices.map(({ digits }) => {
    const config = {
      ...{ dev_cla: 'door', name: 'Front door', stat_t: `${baseTopic}/binary_sensor/${OBJECT}/state` },
      ...{ avty_t: `${baseTopic}/status`, uniq_id: `a0${digits}-binary_sensor-${OBJECT}` },
      dev: {
        ids: `a0${digits}`,
        name: baseTopic,
        sw: 'esphome v2024.10.0',
        mdl: 'esp32-c3-devkitm-1',
        mf: 'espressif',
      },
    }
    return said(`homeassistant/binary_sensor/${baseTopic}/${OBJECT}/config`, config, true)
  })
}
