import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNative } from '../../adapters/native.ts'
import { sensorUid } from '../../base/id.ts'
import { codesOf, eventsOf, onlyEvent, RECEIVED_AT, rawMessage } from './support.ts'

const SENSOR = sensorUid.parse('door-0001')
const OPENED = {
  ...{ boot: 'a1b2c3d4', seq: 42, kind: 'opened', age: 350, door: 'open', openings: 118 },
  ...{ battery: 87, millivolts: 2950, rssi: -71, firmware: '1.4.0' },
}

const parse = (payload: string | Buffer, retain = false) =>
  parseNative(rawMessage('menshen/v1/door-0001/up', payload, { retain }), SENSOR)
const said = (message: unknown) => parse(JSON.stringify(message))

describe('a native message', () => {
  it('becomes an event with every field it has', () => {
    expect(said(OPENED)).toEqual({
      kind: 'events',
      rejected: [],
      seen: [],
      events: [
        {
          ...{ sensor: SENSOR, kind: 'opened', contact: 'open', boot: 'a1b2c3d4', seq: 42, openings: 118 },
          ...{ occurredAt: RECEIVED_AT - 350, receivedAt: RECEIVED_AT, timeSource: 'age', origin: 'live' },
          ...{ batteryPercent: 87, batteryMillivolts: 2950, batteryLow: null, tamper: null },
          ...{ rssi: -71, firmware: '1.4.0' },
        },
      ],
    })
  })

  it('reports as null what it does not say', () => {
    const event = onlyEvent(said({ boot: 'a1b2', seq: 1, kind: 'heartbeat', age: 0 }))
    const { contact, openings, batteryPercent, batteryMillivolts, batteryLow, tamper, rssi, firmware } = event
    for (const value of [contact, openings, batteryPercent, batteryMillivolts, batteryLow, tamper, rssi, firmware]) {
      expect(value).toBeNull()
    }
  })

  it.each([
    ['opened', undefined, 'open'],
    ['opened', 'closed', 'open'],
    ['closed', undefined, 'closed'],
    ['closed', 'open', 'closed'],
    ['heartbeat', 'open', 'open'],
    ['heartbeat', null, null],
    ['hello', 'closed', 'closed'],
    ['hello', undefined, null],
    ['tamper', 'closed', 'closed'],
    ['test', 'open', 'open'],
  ])('of kind %s with door %s says that the contact is %s', (kind, door, contact) => {
    expect(onlyEvent(said({ ...OPENED, kind, door })).contact).toBe(contact)
  })

  it.each([
    ['tamper', true, null],
    ['tamper_cleared', false, null],
    ['low_battery', null, true],
    ['opened', null, null],
  ])('of kind %s has tamper %s and batteryLow %s', (kind, tamper, batteryLow) => {
    expect(onlyEvent(said({ ...OPENED, kind }))).toMatchObject({ tamper, batteryLow })
  })

  it('is live even with the retain flag, for a broker shows that flag on live publishes too', () => {
    expect(onlyEvent(parse(JSON.stringify(OPENED), true)).origin).toBe('live')
  })

  it('may have fields that we do not know', () => {
    expect(onlyEvent(said({ ...OPENED, humidity: 40, nested: { deep: [1] } })).seq).toBe(42)
  })

  it('cannot reach a prototype', () => {
    const event = onlyEvent(
      parse(`{"__proto__":{"door":"open"},"constructor":1,"boot":"a1b2","seq":1,"kind":"hello","age":0}`),
    )
    expect(event.contact).toBeNull()
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype)
  })
})

describe('a native message that cannot be used', () => {
  it.each([
    ['nothing', '', 'not_json'],
    ['half of one', '{"boot":"a1b2","seq":', 'not_json'],
    ['NaN', '{"boot":"a1b2","seq":NaN}', 'not_json'],
    ['a Protobuf', Buffer.from([0x0a, 0x04, 0x08, 0x96, 0x01]), 'not_json'],
    ['invalid UTF-8', Buffer.concat([Buffer.from('"'), Buffer.from([0xc3, 0x28]), Buffer.from('"')]), 'not_json'],
    ['a string', '"opened"', 'not_a_message'],
    ['null', 'null', 'not_a_message'],
    ['an empty array', '[]', 'not_a_message'],
    ['arrays 2000 deep', `${'['.repeat(2000)}${']'.repeat(2000)}`, 'not_a_message'],
    ['an object without fields', '{}', 'not_a_message'],
    ['4097 bytes', ' '.repeat(4097), 'too_large'],
  ])('%s is rejected', (_, payload, code) => {
    const result = parse(payload)
    expect(result.kind).toBe('rejected')
    expect(codesOf(result)).toEqual([code])
  })

  it.each([
    ['an unknown kind', { kind: 'exploded' }, 'unknown_kind'],
    ['a kind that is no string', { kind: 7 }, 'not_a_message'],
    ['an age before its time', { age: -1 }, 'not_a_message'],
    ['an age over 30 days', { age: 2_592_000_001 }, 'not_a_message'],
    ['a fractional age', { age: 0.5 }, 'not_a_message'],
    ['a battery of 255', { battery: 255 }, 'not_a_message'],
    ['a door ajar', { door: 'ajar' }, 'not_a_message'],
    ['a firmware that PostgreSQL cannot hold', { firmware: '1.\0' }, 'not_a_message'],
  ])('with %s is rejected under its number, so that it is acknowledged and does not come back', (_, over, code) => {
    const result = said({ ...OPENED, ...over })
    expect(result).toMatchObject({ kind: 'rejected', rejections: [{ code, sequence: { boot: 'a1b2c3d4', seq: 42 } }] })
  })

  it.each([
    ['no number', { seq: undefined }],
    ['number 0', { seq: 0 }],
    ['a number past exactness', { seq: 2 ** 53 }],
    ['a run that is no name', { boot: 'UPPER CASE' }],
  ])('with %s is rejected without one', (_, over) => {
    expect(said({ ...OPENED, ...over })).toMatchObject({ kind: 'rejected', rejections: [{ sequence: null }] })
  })

  it('with a number beyond every float is rejected', () => {
    expect(codesOf(parse('{"boot":"a1b2","seq":1,"kind":"opened","age":1e309}'))).toEqual(['not_a_message'])
  })

  it('quotes an unknown kind shortly and without control characters', () => {
    const result = said({ ...OPENED, kind: `\0${'x'.repeat(1000)}` })
    const [rejection] = result.kind === 'rejected' ? result.rejections : []
    expect(rejection?.detail).toMatch(/^unknown kind "\\u0000x{79}"$/)
  })
})

describe('an array of native messages', () => {
  it('loses only its bad elements', () => {
    const result = said([OPENED, { ...OPENED, seq: 43, kind: 'what' }, 'noise', { ...OPENED, seq: 44, kind: 'closed' }])
    expect(eventsOf(result).map(({ seq }) => seq)).toEqual([42, 44])
    expect(result).toMatchObject({
      rejected: [
        { code: 'unknown_kind', sequence: { seq: 43 } },
        { code: 'not_a_message', sequence: null },
      ],
    })
  })

  it('of 33 is taken up to the 32nd, and the rest is neither taken nor acknowledged', () => {
    const short = Array.from({ length: 33 }, (_, i) => ({ boot: 'a1b2', seq: i + 1, kind: 'opened', age: 0 }))
    const result = said(short)
    expect(eventsOf(result).map(({ seq }) => seq)).toEqual(Array.from({ length: 32 }, (_, i) => i + 1))
    expect(result).toMatchObject({ rejected: [{ code: 'too_many', sequence: null }] })
  })

  it('of nothing but bad ones is rejected, each for itself', () => {
    expect(codesOf(said([1, { ...OPENED, kind: 'x' }]))).toEqual(['not_a_message', 'unknown_kind'])
  })
})

describe('whatever the bytes', () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .array(fc.record({ boot: fc.anything(), seq: fc.anything(), kind: fc.anything(), age: fc.anything() }), {
        maxLength: 40,
      })
      .map((messages) => Buffer.from(JSON.stringify(messages, replaceBig))),
  )
  const cut = fc.tuple(fc.nat(200), fc.nat(200), fc.string({ maxLength: 5 })).map(([from, length, text]) => {
    const whole = JSON.stringify([OPENED, OPENED])
    return Buffer.from(whole.slice(0, from) + text + whole.slice(from + length))
  })

  it('never throws, and answers with events or with reasons', () => {
    fc.assert(
      fc.property(fc.oneof(anything, cut), (payload) => {
        const result = parse(payload)
        if (result.kind === 'events') expect(result.events.length).toBeGreaterThan(0)
        else expect(codesOf(result).length).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })

  it('never says of a door what the message did not', () => {
    const message = fc.record({
      kind: fc.constantFrom('heartbeat', 'hello', 'test', 'tamper', 'low_battery'),
      door: fc.oneof(fc.constantFrom('open', 'closed', null, undefined), fc.string(), fc.boolean()),
    })
    fc.assert(
      fc.property(message, (over) => {
        const result = said({ ...OPENED, ...over })
        if (result.kind === 'events') expect(onlyEvent(result).contact).toBe(over.door ?? null)
        else expect(['open', 'closed', null, undefined]).not.toContain(over.door)
      }),
    )
  })
})

function replaceBig(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
