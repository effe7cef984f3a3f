import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { AdapterContext } from '../../adapters/adapter.ts'
import { contextOf, known, mapped } from './support.ts'

/** One line of test/data/sensors.jsonl: a real or documented message, what it means, and where that is written. */
const sample = z.object({
  source: z.string(),
  model: z.string(),
  topic: z.string(),
  payload_text: z.string(),
  meaning: z.string(),
  evidence: z.string(),
  origin: z.string(),
  retain: z.boolean().default(false),
  expect: z
    .object({
      ...{ contact: z.enum(['open', 'closed']), ts: z.string(), battery_low: z.boolean(), periodic: z.boolean() },
      ...{ battery_mv: z.number(), battery_pct: z.number(), open_count: z.number(), last_open_duration_s: z.number() },
    })
    .partial()
    .default({}),
})
export type Sample = z.infer<typeof sample>

export const SAMPLES: readonly Sample[] = readFileSync(new URL('../data/sensors.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => sample.parse(JSON.parse(line)))

const CONTACT = { on: ['ON'], off: ['OFF'] }

const ZIGBEE2MQTT = contextOf('zigbee2mqtt', 'zigbee2mqtt', {
  FensterReinhold: 'zigbee:00158d0000000001',
  backgate: 'zigbee:00158d0000000002',
  win_301: 'zigbee:00158d0000000003',
  'building-3/1203/door': 'zigbee:00158d0000000004',
  door1: 'zigbee:00158d0000000005',
})

/** RF codes of one contact, as its installer has learned them: SECRUI D026. */
const RF = mapped('secrui-d026', 'RfReceived.Data', ['81FEE7'], ['81FEEE'], {
  tamper: { path: 'RfReceived.Data', tampered: ['81FEEB'], inPlace: [] },
})

/** The gateways that the samples' sources are registered as. */
export const CONTEXTS: Readonly<Record<string, AdapterContext>> = {
  zigbee2mqtt: ZIGBEE2MQTT,
  robustness: ZIGBEE2MQTT,
  'homeassistant-discovery': contextOf('homeassistant', 'zigbee2mqtt'),
  homeassistant: contextOf('homeassistant', 'home-assistant', {
    'home-assistant/window/contact': known('homeassistant:window/contact', { reading: { path: 'state', ...CONTACT } }),
  }),
  tasmota: contextOf('tasmota', 'tasmota_E1890E', {
    'Sonoff Fensterkontakt': 'zigbee:00124b0000000001',
    'Garage Entry Door Sensor': 'zigbee:00158d0000000006',
    '0xB9CB': 'zigbee:00158d0000000007',
  }),
  'tasmota-rfbridge': contextOf('tasmota', 'rf-bridge', {}, [RF]),
  esphome: contextOf('esphome', 'frontdoor-1203'),
  'shelly-gen1': contextOf('shelly-gen1', 'shellies'),
  'shelly-gen2': contextOf('shelly', 'shelly1minig3-ecda3bc252b0'),
  'shelly-blu-decoded': contextOf('shelly', 'shellyplus1-a8032abcdef0'),
  'shelly-gen2-script': contextOf('shelly', 'shellyplus1-a8032abcdef0'),
  'bthome-raw': contextOf('shelly', 'shellyplus1-a8032abcdef0'),
  theengs: contextOf('theengs', 'home/TheengsGateway'),
  'chirpstack-v4': contextOf('chirpstack', 'application'),
  'tts-v3': contextOf('the-things-stack', 'v3/doors@ttn', {
    'b3-1203': known('lorawan:24e124141b012345', { model: 'WS301' }),
  }),
  onenet: contextOf('onenet', 'onenet', {}, [mapped('W9TI0JaXlu', 'door_contact_state', [true, 1], [false, 0])]),
  'aliyun-alink': contextOf('alibaba', 'aliyun', {}, [mapped('a1B2c3D4e5F', 'DoorStatus', [1], [0])]),
  'tuya-link': contextOf('tuya', 'tuya'),
  'ctwing-aep': contextOf('ctwing', 'ctwing', {}, [mapped('15114816', 'door', ['open'], ['closed'])]),
  'huawei-iotda': contextOf('huawei', 'huawei', {}, [mapped('5fdb', 'status', ['open'], ['closed'])]),
  'zwave-js-ui': contextOf('json', 'zwave', {}, [mapped('*', 'value', [22], [23])]),
  'aqara-lan': contextOf('json', 'aqara', {}, [
    mapped('*', 'params.0.window_status', ['open'], ['close'], {
      ...{ device: 'sid', periodic: { path: 'cmd', values: ['heartbeat'] } },
    }),
  ]),
  'enocean-mqtt-bridge': contextOf('json', 'test', {}, [
    mapped('*', 'status', ['open', 'tilted'], ['closed'], { time: { path: 'since', unit: 'iso8601' } }),
  ]),
  'homie-5': contextOf('homie', 'homie/5/door-1203', {}, [mapped('door', 'open', ['true'], ['false'])]),
}

/** Where the source writes no MQTT topic, the one under which its gateway would bring it. */
const TOPICS: Readonly<Record<string, string>> = {
  'shelly-blu-decoded': 'shellyplus1-a8032abcdef0/blu',
  'bthome-raw': 'shellyplus1-a8032abcdef0/events/ble',
  'ctwing-aep': 'ctwing/push',
  'aqara-lan': 'aqara/lan',
}

/** The sample as it arrives: made-up places of a MAC filled, a bare packet in the envelope of the script that sends it. */
export function arrival({ source, topic, payload_text }: Sample): { readonly topic: string; readonly payload: string } {
  const payload = payload_text.replace('0c:ef:f6:xx:yy:zz', '0c:ef:f6:00:00:01')
  const bare = { srcBle: { mac: '0c:ef:f6:00:00:02', rssi: -60 }, payload }
  return { topic: TOPICS[source] ?? topic, payload: source === 'bthome-raw' ? JSON.stringify(bare) : payload }
}
