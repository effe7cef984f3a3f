import { describe, expect, it } from 'vitest'
import { findAdapter } from '../../adapters/adapter-registry.ts'
import { arrival, CONTEXTS, SAMPLES, type Sample } from './samples.ts'
import { onlyEvent, RECEIVED_AT, rawMessage } from './support.ts'

const event = (fields: object): object => ({ kind: 'events', events: [fields] })
const OPEN = event({ contact: 'open' })
const CLOSED = event({ contact: 'closed' })
const ALIVE = event({ kind: 'heartbeat', contact: null })
const IGNORED = { kind: 'ignored' }

/** What each word of the samples looks like from outside the adapter. Telling repetitions from news is the core's. */
const MEANINGS: Readonly<Record<string, object>> = {
  ...{
    open: OPEN,
    close: CLOSED,
    open_alarm: OPEN,
    duplicate: OPEN,
    history: event({ contact: 'open', origin: 'history' }),
  },
  heartbeat: event({ kind: 'heartbeat' }),
  tamper: event({ tamper: true, contact: null }),
  battery: { kind: 'events' },
  ...{ online: { kind: 'gateway', state: 'online' }, bridge_offline: { kind: 'gateway', state: 'offline' } },
  ...{ ignore: IGNORED, info: IGNORED, sleeping: IGNORED, diagnostic: IGNORED, unpaired: IGNORED, rejoin: IGNORED },
  ...{ inventory: { kind: 'inventory' }, discovery: { kind: 'inventory' } },
  invalid: { kind: 'rejected', rejections: [{ code: 'not_json' }] },
}

/** Where a word means more than one thing, by the source and what it says. */
const PARTICULAR: Readonly<Record<string, object>> = {
  'zigbee2mqtt offline': IGNORED,
  'esphome offline': { kind: 'gateway', state: 'offline' },
  'homie-5 offline': { kind: 'gateway', state: 'offline' },
  'chirpstack-v4 info': ALIVE,
  'chirpstack-v4 unknown': { ...ALIVE, rejected: [{ code: 'unknown_model' }] },
  'tts-v3 rejoin': {
    kind: 'inventory',
    sensors: [{ sensor: 'lorawan:24e124141b012345', alias: 'b3-1203', model: 'WS301' }],
  },
  'aliyun-alink unknown': { kind: 'rejected', rejections: [{ code: 'unknown_model' }] },
  'ctwing-aep unknown': { kind: 'rejected', rejections: [{ code: 'unknown_model' }] },
  'aqara-lan heartbeat': event({ kind: 'heartbeat', contact: 'open' }),
  'aqara-lan unknown': { ...ALIVE, rejected: [{ code: 'unreadable_state' }] },
  'zigbee2mqtt inventory': {
    kind: 'inventory',
    sensors: [{ sensor: 'zigbee:00158d0001a2b3c4', alias: 'building-3/1203/door', model: 'MCCGQ11LM' }],
  },
  'homeassistant-discovery discovery': {
    kind: 'inventory',
    sensors: [
      {
        ...{ sensor: 'zigbee:00158d0004470a44', alias: 'zigbee2mqtt/porte', model: 'MCCGQ11LM' },
        reading: { path: 'contact', on: [false, 'false'], off: [true, 'true'] },
      },
    ],
  },
  'tasmota inventory': {
    kind: 'inventory',
    sensors: [
      { sensor: 'zigbee:00124b002929da36', alias: 'DeurBijkeuken' },
      { sensor: 'zigbee:00124b002929da36', alias: '0xD04A' },
    ],
  },
}

function expected(line: Sample): object | undefined {
  // A state said again is read like any other: as what it says.
  if (line.meaning === 'stale_republish') return line.payload_text.includes('"contact":true') ? CLOSED : OPEN
  return PARTICULAR[`${line.source} ${line.meaning}`] ?? MEANINGS[line.meaning]
}

/** What the sample's own numbers say, by our names. */
function fieldsOf({ expect: it }: Sample): object {
  return {
    ...(it.contact === undefined ? {} : { contact: it.contact }),
    ...(it.battery_low === undefined ? {} : { batteryLow: it.battery_low }),
    ...(it.battery_mv === undefined ? {} : { batteryMillivolts: it.battery_mv }),
    ...(it.battery_pct === undefined ? {} : { batteryPercent: it.battery_pct }),
    ...(it.open_count === undefined ? {} : { openings: it.open_count }),
    ...(it.last_open_duration_s === undefined ? {} : { lastOpenSeconds: it.last_open_duration_s }),
    ...(it.periodic === true ? { kind: 'heartbeat' } : {}),
    ...(it.ts === undefined ? {} : { occurredAt: Date.parse(it.ts) }),
  }
}

describe('every sample', () => {
  it('is here', () => expect(SAMPLES).toHaveLength(86))

  it.each(SAMPLES.map((line) => [`${line.source} ${line.model}: ${line.meaning} (${line.evidence})`, line] as const))(
    '%s',
    (_, line) => {
      const context = CONTEXTS[line.source]
      const adapter = findAdapter(context?.gateway.adapter ?? '')
      if (context === undefined || adapter === null) throw new Error(`no gateway for ${line.source}`)
      const { topic, payload } = arrival(line)
      // A device's own time is believed when it is near ours.
      const receivedAt = line.expect.ts === undefined ? RECEIVED_AT : Date.parse(line.expect.ts) + 60
      const result = adapter.parse(rawMessage(topic, payload, { retain: line.retain, receivedAt }), context)
      const meaning = expected(line)
      expect(meaning).toBeDefined()
      expect(result).toMatchObject(meaning ?? {})
      const fields = fieldsOf(line)
      if (Object.keys(fields).length > 0) expect(onlyEvent(result)).toMatchObject(fields)
    },
  )

  it('that its broker had kept is a state, and no happening', () => {
    for (const line of SAMPLES.filter((it) => it.retain)) {
      const context = CONTEXTS[line.source]
      const adapter = findAdapter(context?.gateway.adapter ?? '')
      if (context === undefined || adapter === null) throw new Error(`no gateway for ${line.source}`)
      const { topic, payload } = arrival(line)
      const result = adapter.parse(rawMessage(topic, payload, { retain: true }), context)
      const kinds = result.kind === 'events' ? result.events.map((it) => it.kind) : []
      expect(kinds.filter((it) => it !== 'heartbeat')).toEqual([])
    }
  })
})
