import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseNative } from '../../adapters/native.ts'
import { sensorUid } from '../../base/id.ts'
import { IN_FLIGHT_MAX } from '../../broker/client-reader.ts'
import { acknowledgement } from '../../protocol/acknowledgement.ts'
import { MESSAGES_PER_PAYLOAD_MAX, SENSOR_PAYLOAD_BYTES_MAX, sensorMessage } from '../../protocol/sensor-message.ts'
import { RANGES_MAX } from '../../protocol/sequence-set.ts'
import { settings } from '../../protocol/settings.ts'
import { parseSensorTopic } from '../../protocol/topic.ts'
import { eventsOf, rawMessage } from '../adapters/support.ts'

/** docs/asyncapi.yaml is what hardware makers build from; here it is held to the schemas that the server runs. */
const text = readFileSync(new URL('../../docs/asyncapi.yaml', import.meta.url), 'utf8')
const source: unknown = parse(text)
const record = z.record(z.string(), z.unknown())
const message = z.object({ examples: z.array(z.object({ payload: z.unknown() })).default([]) })
const document = z
  .object({
    info: z.object({ description: z.string() }),
    channels: z.record(z.string(), z.object({ address: z.string() })),
    components: z.object({
      messages: z.record(z.string(), message),
      schemas: z.record(z.string(), record),
    }),
  })
  .parse(source)
const { messages: examples, schemas } = document.components

const OURS = {
  sensorMessage,
  sensorMessages: z.array(sensorMessage).min(1).max(MESSAGES_PER_PAYLOAD_MAX),
  acknowledgement,
  settings,
} as const
const NAMES = ['sensorMessage', 'sensorMessages', 'acknowledgement', 'settings'] as const

/** AsyncAPI's own schemas are JSON Schema draft 7. */
const ajv = new Ajv({ strictTuples: false })
const validators = new Map(NAMES.map((name) => [name, ajv.compile(record.parse(resolved(schemas[name])))]))

function accepts(name: (typeof NAMES)[number], value: unknown): boolean {
  const validate = validators.get(name)
  if (validate === undefined) throw new Error(`no schema ${name}`)
  return validate(value) === true
}

it('is AsyncAPI 3.0', () => {
  const path = new URL(import.meta.resolve('@asyncapi/specs/schemas/3.0.0.json'))
  const schema = record.parse(JSON.parse(readFileSync(path, 'utf8')))
  const validate = new Ajv({ strict: false, validateFormats: false, validateSchema: false, meta: false }).compile(
    schema,
  )
  validate(source)
  expect(validate.errors ?? []).toEqual([])
})

it('has exactly the topics that are read', () => {
  const addresses = Object.values(document.channels).map(({ address }) => address.replace('{sensorId}', 'door-0001'))
  expect(addresses.map((address) => parseSensorTopic(address)?.kind).toSorted()).toEqual(['ack', 'down', 'gone', 'up'])
})

it('tells the limits that are kept', () => {
  expect(document.info.description).toContain(`| bytes of a payload | ${SENSOR_PAYLOAD_BYTES_MAX} |`)
  expect(document.info.description).toContain(`| messages in an array | ${MESSAGES_PER_PAYLOAD_MAX} |`)
  expect(document.info.description).toContain(`| publishes without a PUBACK at one time | ${IN_FLIGHT_MAX} |`)
  expect(document.info.description).toContain(`| ranges in a \`resend\` | ${RANGES_MAX} |`)
})

describe.each(NAMES)('the schema %s', (name) => {
  it('is the one that the server runs', () => {
    const { $schema: _, ...ours } = z.toJSONSchema(OURS[name], { io: 'input', target: 'draft-7' })
    expect(withoutWords(resolved(schemas[name]))).toEqual(ours)
  })

  it('accepts its own examples, and so does the server', () => {
    const payloads = (examples[name]?.examples ?? []).map((it) => it.payload)
    expect(payloads.length).toBeGreaterThan(0)
    for (const payload of payloads) {
      expect(accepts(name, payload)).toBe(true)
      expect(OURS[name].safeParse(payload).error).toBeUndefined()
    }
  })
})

it('every kind of message has an example, which the native adapter reads', () => {
  const payloads = (examples.sensorMessage?.examples ?? []).map(({ payload }) => payload)
  const events = payloads.flatMap((payload) =>
    eventsOf(parseNative(rawMessage('menshen/v1/door-0001/up', JSON.stringify(payload)), sensorUid.parse('door-0001'))),
  )
  expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(sensorMessage.shape.kind.options))
})

describe('document and server agree on', () => {
  const almost = <T>(good: fc.Arbitrary<T>) => fc.oneof({ weight: 12, arbitrary: good }, wild)
  const wild = fc.oneof(fc.constantFrom(null, -1, 0, 0.5, 1e21, 33, 'open', 'a1b2', '门'.repeat(20)), fc.jsonValue())
  const optional = <T>(good: fc.Arbitrary<T>) => almost(fc.option(good))
  const boot = almost(fc.stringMatching(/^[a-z0-9]{4,16}$/))
  const seq = almost(fc.maxSafeNat())
  const messages = fc.record(
    {
      ...{
        boot,
        seq,
        kind: almost(fc.constantFrom(...sensorMessage.shape.kind.options)),
        age: almost(fc.nat(2 ** 31)),
      },
      ...{ door: optional(fc.constantFrom('open', 'closed')), openings: optional(fc.maxSafeNat()) },
      ...{ battery: optional(fc.integer({ min: -1, max: 101 })), millivolts: optional(fc.nat(20_001)) },
      ...{ rssi: optional(fc.integer({ min: -201, max: 21 })), firmware: optional(fc.string({ maxLength: 33 })) },
      ...{ at: optional(fc.string({ unit: 'grapheme', maxLength: 41 })), unknown: fc.jsonValue() },
    },
    { requiredKeys: ['boot', 'seq', 'kind'] },
  )
  const acknowledgements = fc.record(
    { boot, seq, resend: almost(fc.array(almost(fc.tuple(seq, seq)), { maxLength: 66 })) },
    { requiredKeys: [] },
  )
  const allSettings = fc.record(
    {
      heartbeatSeconds: almost(fc.integer({ min: 9, max: 86_401 })),
      ...{ led: almost(fc.boolean()), reportClosings: almost(fc.boolean()) },
      command: almost(fc.constantFrom('locate', 'test', 'reboot')),
    },
    { requiredKeys: [] },
  )

  it.each([
    ['sensorMessage', almost(messages)],
    // Of many that are each almost right hardly ever all are.
    ['sensorMessages', almost(fc.oneof(fc.array(messages, { maxLength: 3 }), fc.array(messages, { maxLength: 34 })))],
    ['acknowledgement', almost(acknowledgements)],
    ['settings', almost(allSettings)],
  ] as const)('what is a %s', (name, values: fc.Arbitrary<unknown>) => {
    const seen = { accepted: 0, refused: 0 }
    fc.assert(
      fc.property(values, (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value))
        const accepted = OURS[name].safeParse(json).success
        seen[accepted ? 'accepted' : 'refused'] += 1
        expect(accepts(name, json)).toBe(accepted)
      }),
      { numRuns: 2000 },
    )
    expect(seen.accepted).toBeGreaterThan(20)
    expect(seen.refused).toBeGreaterThan(20)
  })
})

/** The document's references, followed: z.toJSONSchema writes every schema out. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved)
  if (typeof value !== 'object' || value === null) return value
  if ('$ref' in value && typeof value.$ref === 'string') {
    return resolved(schemas[value.$ref.replace('#/components/schemas/', '')])
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner)]))
}

function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key, inner]) => key !== 'description' || typeof inner !== 'string')
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutWords(inner)]))
}
