import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { RULES } from '../../../firmware-sim/judge/rules.ts'
import { acknowledgement } from '../../../protocol/acknowledgement.ts'
import { MESSAGES_PER_PAYLOAD_MAX, SENSOR_PAYLOAD_BYTES_MAX, sensorMessage } from '../../../protocol/sensor-message.ts'
import { settings } from '../../../protocol/settings.ts'

/** docs/makers.md is what devices are built from; here it is held to what the server and the judge run. */
const text = readFileSync(new URL('../../../docs/makers.md', import.meta.url), 'utf8')

// Strict: an example has no field that the server would pass over.
const message = sensorMessage.strict()
const SCHEMAS = new Map<string, z.ZodType>([
  ['up', z.union([message, z.array(message).min(1).max(MESSAGES_PER_PAYLOAD_MAX)])],
  ['ack', acknowledgement.strict()],
  ['down', settings.strict()],
])
const examples = [...text.matchAll(/^```json ?(\w*)\n([\s\S]*?)^```$/gm)].map(([, topic = '', json = '']) => ({
  topic,
  json,
}))

test('has examples of each topic', () => {
  expect(new Set(examples.map(({ topic }) => topic))).toEqual(new Set(SCHEMAS.keys()))
})

describe('an example', () => {
  test.each(examples)('on $topic is what the protocol has: $json', ({ topic, json }) => {
    expect(SCHEMAS.get(topic)?.safeParse(JSON.parse(json)).error).toBeUndefined()
  })
})

test('tells the limits that are kept', () => {
  expect(text).toContain(
    `At most ${MESSAGES_PER_PAYLOAD_MAX} messages and ${SENSOR_PAYLOAD_BYTES_MAX} bytes in a payload`,
  )
})

test('has every rule of the judge with what it demands, in its order', () => {
  const judge = text.slice(text.indexOf('## The judge'))
  const rows = [...judge.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(([, name, demand]) => [name, demand])
  expect(rows).toEqual(RULES.map(({ name, mend }) => [name, mend]))
})

test('has an example in C of about a hundred lines', () => {
  const lines = /^```c\n([\s\S]*?)^```$/m.exec(text)?.[1]?.trimEnd().split('\n').length
  expect(lines).toBeGreaterThan(90)
  expect(lines).toBeLessThan(130)
})
