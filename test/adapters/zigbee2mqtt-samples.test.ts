import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { zigbee2mqtt } from '../../adapters/zigbee2mqtt.ts'
import { knowing, onlyEvent, rawMessage } from './support.ts'

/** One line of test/data/zigbee2mqtt.jsonl: a real or documented message, what it means, and where that is written. */
const sample = z.object({
  model: z.string(),
  topic: z.string(),
  payload_text: z.string(),
  meaning: z.string(),
  evidence: z.string(),
  retain: z.boolean().optional(),
  expect: z.object({ ts: z.string(), contact: z.string(), battery_low: z.boolean() }).partial().optional(),
})

const SAMPLES = readFileSync(new URL('../data/zigbee2mqtt.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => sample.parse(JSON.parse(line)))

const CONTEXT = knowing({
  FensterReinhold: 'zigbee:00158d0000000001',
  backgate: 'zigbee:00158d0000000002',
  win_301: 'zigbee:00158d0000000003',
  'building-3/1203/door': 'zigbee:00158d0000000004',
  door1: 'zigbee:00158d0000000005',
})

/** What each word of the samples looks like from outside the adapter. Telling repetitions from news is the core's. */
const MEANINGS: Readonly<Record<string, object>> = {
  open: { kind: 'events', events: [{ kind: 'opened', contact: 'open' }] },
  close: { kind: 'events', events: [{ kind: 'closed', contact: 'closed' }] },
  heartbeat: { kind: 'events', events: [{ kind: 'heartbeat', contact: null }] },
  battery: { kind: 'events', events: [{ batteryLow: true }] },
  duplicate: { kind: 'events', events: [{ contact: 'open' }] },
  offline: { kind: 'ignored' },
  ignore: { kind: 'ignored' },
  unpaired: { kind: 'ignored' },
  rejoin: { kind: 'ignored' },
  bridge_offline: { kind: 'gateway', state: 'offline' },
  inventory: {
    kind: 'inventory',
    sensors: [{ sensor: 'zigbee:00158d0001a2b3c4', alias: 'building-3/1203/door', model: 'MCCGQ11LM' }],
  },
  invalid: { kind: 'rejected', rejections: [{ code: 'not_json' }] },
}

describe('every Zigbee2MQTT sample', () => {
  it.each(SAMPLES)('$topic $payload_text means $meaning ($evidence)', (line) => {
    const message = rawMessage(line.topic, line.payload_text, { retain: line.retain ?? false })
    const result = zigbee2mqtt.parse(message, CONTEXT)
    // A state said again is read like any other: as what it says.
    const meaning = line.meaning === 'stale_republish' ? statedIn(line.payload_text) : line.meaning
    expect(MEANINGS).toHaveProperty(meaning)
    expect(result).toMatchObject(MEANINGS[meaning] ?? {})
    if (line.expect?.ts !== undefined) {
      expect(onlyEvent(result)).toMatchObject({ occurredAt: Date.parse(line.expect.ts), timeSource: 'gateway' })
    }
    if (line.expect?.contact !== undefined) expect(onlyEvent(result).contact).toBe(line.expect.contact)
  })
})

function statedIn(payload: string): 'open' | 'close' {
  return payload.includes('"contact":true') ? 'close' : 'open'
}
