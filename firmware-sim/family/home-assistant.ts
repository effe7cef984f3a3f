import { LOW_BATTERY_PERCENT } from '../battery.ts'
import { type Device, type Family, type Gateway, type Report, type Said, said } from './family.ts'

/**
 * A program that describes its binary sensors by Home Assistant's discovery, retained, and then speaks on the topics that it
 * described. Half of its sensors say ON and OFF, retained; the others one JSON object with a field for door, cover and
 * battery, where `contact` false is open as Zigbee2MQTT has it. A start says all descriptions and all states once more.
 * Its last will is for the availability that the descriptions name.
 */
export const homeAssistant: Family = {
  name: 'homeassistant',
  sensorsPerGateway: 100,
  baseTopicOf: (id) => `contacts-${id}`,
  deviceOf(digits, number) {
    const uid = isPlain(number) ? `wifi:b4${digits}/contact` : `zigbee:00158d${digits}`
    return { uid, name: `door-${digits}`, digits, number }
  },
  will: (gateway) => availability(gateway, 'offline'),
  wake(gateway, why, heard) {
    const again = why === 'reconnected' ? [] : gateway.devices.flatMap((it) => described(gateway, it))
    return [
      ...again,
      availability(gateway, 'online'),
      ...(why === 'started' ? heard : []).map((it) => stateOf(gateway, it)),
    ]
  },
  report(gateway, report) {
    const isCover = report.kind === 'tamper' || report.kind === 'tamper_cleared'
    return isCover && isPlain(report.device.number) ? [] : [stateOf(gateway, report)]
  },
}

function stateOf(gateway: Gateway, { device, door, isTampered, batteryPercent }: Report): Said {
  const topic = stateTopicOf(gateway, device)
  if (isPlain(device.number)) return said(topic, door === 'open' ? 'ON' : 'OFF', true)
  const battery = { battery: batteryPercent, battery_low: batteryPercent <= LOW_BATTERY_PERCENT }
  return said(topic, { contact: door === 'closed', tamper: isTampered, ...battery })
}

function described(gateway: Gateway, device: Device): readonly Said[] {
  return isPlain(device.number) ? [describedShortly(gateway, device)] : describedInFull(gateway, device)
}

/** In the abbreviations that small devices use. */
function describedShortly(gateway: Gateway, device: Device): Said {
  const { baseTopic } = gateway
  return config(device, 'contact', {
    ...{ '~': baseTopic, dev_cla: 'door', name: 'Front door', uniq_id: `${device.name}_contact` },
    ...{ stat_t: `~/${device.name}/contact`, avty_t: '~/status' },
    dev: { ids: [device.name], cns: [['mac', macOf(device)]], name: device.name, mdl: 'Reed contact' },
  })
}

function describedInFull(gateway: Gateway, device: Device): readonly Said[] {
  const common = {
    state_topic: stateTopicOf(gateway, device),
    availability: [{ topic: `${gateway.baseTopic}/status` }],
    device: {
      identifiers: [`contacts_0x00158d${device.digits}`],
      ...{ name: device.name, manufacturer: 'Aqara', model: 'Door and window sensor (MCCGQ11LM)' },
    },
  }
  const field = (name: string, device_class: string, isOn: boolean) =>
    config(device, name, {
      ...{ ...common, device_class, unique_id: `${device.name}_${name}` },
      ...{ value_template: `{{ value_json.${name} }}`, payload_on: isOn, payload_off: !isOn },
    })
  return [field('contact', 'door', false), field('tamper', 'tamper', true), field('battery_low', 'battery', true)]
}

function config({ name }: Device, object: string, content: object): Said {
  return said(`homeassistant/binary_sensor/${name}/${object}/config`, content, true)
}

function availability({ baseTopic }: Gateway, payload: 'online' | 'offline'): Said {
  return said(`${baseTopic}/status`, payload, true)
}

function stateTopicOf({ baseTopic }: Gateway, { name, number }: Device): string {
  return `${baseTopic}/${name}${isPlain(number) ? '/contact' : ''}`
}

function macOf({ digits }: Device): string {
  return `b4${digits}`.replaceAll(/(..)(?!$)/g, '$1:')
}

function isPlain(number: number): boolean {
  return number % 2 === 1
}
