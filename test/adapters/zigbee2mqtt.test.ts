import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RawMessage, STATE_PAYLOAD_BYTES_MAX } from '../../adapters/adapter.ts'
import { findAdapter } from '../../adapters/adapter-registry.ts'
import { zigbee2mqtt } from '../../adapters/zigbee2mqtt.ts'
import { codesOf, knowing, onlyEvent, RECEIVED_AT, rawMessage } from './support.ts'

const DOOR = 'zigbee:00158d0001a2b3c4'
const CONTEXT = knowing({ door: DOOR, 'a/b c/porte entrée': DOOR, 'a/availability': DOOR, 'x/contact': DOOR })

const parse = (name: string, payload: string | Buffer, over: Partial<RawMessage> = {}) =>
  zigbee2mqtt.parse(rawMessage(`zigbee2mqtt/${name}`, payload, over), CONTEXT)
const stated = (state: unknown, over: Partial<RawMessage> = {}) => parse('door', JSON.stringify(state), over)

it('is found by its id and subscribes below its base topic', () => {
  expect(findAdapter('zigbee2mqtt')).toBe(zigbee2mqtt)
  expect(findAdapter('__proto__')).toBeNull()
  expect(zigbee2mqtt.filters(knowing({}, 'site 1/z2m').gateway)).toEqual(['site 1/z2m/#', 'homeassistant/#'])
})

describe('a state', () => {
  it.each([
    [{ contact: true }, 'closed', 'closed'],
    [{ contact: false }, 'opened', 'open'],
    [{ contact: 'true' }, 'closed', 'closed'],
    [{ contact: 'false' }, 'opened', 'open'],
    [{ contact: null }, 'heartbeat', null],
    [{ battery: 50 }, 'heartbeat', null],
    [{}, 'heartbeat', null],
    [{ opening_state: 'open' }, 'opened', 'open'],
    [{ opening_state: 'closed' }, 'closed', 'closed'],
    [{ opening_state: 'tilted' }, 'opened', 'open'],
    [{ opening_state: null, contact: true }, 'closed', 'closed'],
    [{ opening_state: 'tilted', contact: true }, 'opened', 'open'],
    [{ opening_state: 'closed', contact: false }, 'opened', 'open'],
    [{ garage_door_contact: true, contact: true }, 'closed', 'closed'],
  ])('%j is %s, contact %s', (state, kind, contact) => {
    expect(onlyEvent(stated(state))).toMatchObject({ sensor: DOOR, kind, contact, boot: '', seq: null, origin: 'live' })
  })

  it.each([
    { contact: 'open' },
    { contact: 1 },
    { contact: {} },
    { contact: 'TRUE ' },
    { opening_state: 'ajar' },
    { opening_state: true },
    { opening_state: 'ajar', contact: true },
  ])('%j cannot be read, and nothing is guessed', (state) => {
    expect(codesOf(stated(state))).toEqual(['not_a_message'])
  })

  it('of a garage door alone is ignored, for makers differ in its polarity', () => {
    expect(stated({ garage_door_contact: true })).toMatchObject({
      kind: 'ignored',
      why: expect.stringContaining('polarity'),
    })
  })

  it('has battery, voltage and flags', () => {
    expect(
      onlyEvent(stated({ contact: true, battery: 97.5, voltage: 3005.4, battery_low: false, tamper: true })),
    ).toMatchObject({ batteryPercent: 97.5, batteryMillivolts: 3005, batteryLow: false, tamper: true, rssi: null })
  })

  it('reports as null what is out of range or of another type', () => {
    const event = onlyEvent(stated({ contact: true, battery: 255, voltage: -1, battery_low: 'low', tamper: 1 }))
    expect(event).toMatchObject({ batteryPercent: null, batteryMillivolts: null, batteryLow: null, tamper: null })
  })

  it('of tamper alone leaves the contact untouched', () => {
    expect(onlyEvent(stated({ tamper: true }))).toMatchObject({ kind: 'heartbeat', contact: null, tamper: true })
  })

  it('has no tamper where the model is known to have none', () => {
    expect(onlyEvent(stated({ contact: true, tamper: true, device: { model: 'TS0203' } })).tamper).toBeNull()
    expect(onlyEvent(stated({ contact: true, tamper: true, device: { model: 'SNZB-04P' } })).tamper).toBe(true)
  })

  it('that the broker had retained says so', () => {
    expect(onlyEvent(stated({ contact: false }, { retain: true })).origin).toBe('retained')
  })
})

describe('last_seen', () => {
  const MINUTE = 60_000
  const DAY = 24 * 60 * MINUTE
  const iso = (at: number) => new Date(at).toISOString()

  it.each([
    ['epoch', RECEIVED_AT - 5000, RECEIVED_AT - 5000],
    ['ISO 8601', iso(RECEIVED_AT - 5000), RECEIVED_AT - 5000],
    ['ISO 8601 with an offset', '2026-08-22T17:15:28.000+08:00', RECEIVED_AT - 5000],
    ['ISO 8601 without a fraction', '2026-08-22T09:15:28Z', RECEIVED_AT - 5000],
    ['in seconds', Math.floor(RECEIVED_AT / 1000) - 5, RECEIVED_AT - 5000],
    ['29 days old', RECEIVED_AT - 29 * DAY, RECEIVED_AT - 29 * DAY],
    ['4 min ahead', RECEIVED_AT + 4 * MINUTE, RECEIVED_AT],
  ])('as %s is when it happened', (_, lastSeen, occurredAt) => {
    expect(onlyEvent(stated({ contact: true, last_seen: lastSeen }))).toMatchObject({
      occurredAt,
      timeSource: 'gateway',
    })
  })

  it.each([
    ['null', null],
    ['from 1970', 0],
    ['31 days old', RECEIVED_AT - 31 * DAY],
    ['6 min ahead', RECEIVED_AT + 6 * MINUTE],
    ['local without an offset', '2026-08-22T17:15:28'],
    ['no date', '2026-13-45T99:99:99Z'],
    ['an object', {}],
  ])('%s gives way to the arrival', (_, lastSeen) => {
    expect(onlyEvent(stated({ contact: true, last_seen: lastSeen }))).toMatchObject({
      ...{ occurredAt: RECEIVED_AT, timeSource: 'arrival' },
    })
  })
})

describe('a name', () => {
  it('may have slashes, blanks and any letters', () => {
    expect(onlyEvent(parse('a/b c/porte entrée', '{"contact":false}')).sensor).toBe(DOOR)
  })

  it('that is an IEEE address needs no inventory, in either case', () => {
    expect(onlyEvent(parse('0x00158D00DEADBEEF', '{"contact":false}')).sensor).toBe('zigbee:00158d00deadbeef')
  })

  it('that is an IEEE address of one and the alias of another is the alias', () => {
    const context = knowing({ '0x00158d00deadbeef': DOOR })
    const message = rawMessage('zigbee2mqtt/0x00158d00deadbeef', '{"contact":false}')
    expect(onlyEvent(zigbee2mqtt.parse(message, context)).sensor).toBe(DOOR)
  })

  it.each([
    ['stranger', '{"contact":false}'],
    ['stranger', '{"contact":null}'],
    ['stranger', '{"opening_state":"open"}'],
    ['stranger/contact', 'false'],
    ['constructor', '{"contact":false}'],
    ['0x00158d00deadbee', '{"contact":false}'],
  ])('%s that no inventory has, with %s, is rejected, for a door may be speaking', (name, payload) => {
    const result = parse(name, payload)
    expect(codesOf(result)).toEqual(['unknown_topic'])
    expect(result).toMatchObject({
      rejections: [{ detail: expect.stringContaining(`no inventory of this gateway names "${name}"`) }],
    })
  })

  it.each([
    ['lamp', '{"state":"ON","brightness":254}'],
    ['lamp/state', 'ON'],
    ['lamp/brightness', '254'],
  ])('%s of a lamp, with %s, is ignored', (name, payload) => {
    expect(parse(name, payload).kind).toBe('ignored')
  })

  it('below another base is rejected', () => {
    expect(codesOf(zigbee2mqtt.parse(rawMessage('zigbee2mqttx/door', '{"contact":true}'), CONTEXT))).toEqual([
      'unknown_topic',
    ])
  })

  it('below a base of several levels is found', () => {
    const message = rawMessage('site 1/z2m/door', '{"contact":true}')
    expect(onlyEvent(zigbee2mqtt.parse(message, knowing({ door: DOOR }, 'site 1/z2m'))).contact).toBe('closed')
  })
})

describe('an attribute on a topic of its own', () => {
  it.each([
    ['door/contact', 'false', { kind: 'opened', contact: 'open' }],
    ['door/contact', 'true', { kind: 'closed', contact: 'closed' }],
    ['door/contact', 'null', { kind: 'heartbeat', contact: null }],
    ['door/opening_state', 'tilted', { kind: 'opened', contact: 'open' }],
    ['door/opening_state', '"closed"', { kind: 'closed', contact: 'closed' }],
    ['door/tamper', 'true', { kind: 'heartbeat', contact: null, tamper: true }],
    ['door/battery', '12', { kind: 'heartbeat', batteryPercent: 12 }],
    ['door/battery_low', 'true', { kind: 'low_battery', batteryLow: true }],
    ['a/b c/porte entrée/contact', 'false', { sensor: DOOR, contact: 'open' }],
    ['0x00158d0001a2b3c4/contact', 'false', { sensor: DOOR, contact: 'open' }],
    ['x/contact/contact', 'false', { sensor: DOOR, contact: 'open' }],
  ])('%s %s is an event', (name, payload, event) => {
    expect(onlyEvent(parse(name, payload))).toMatchObject({ ...event, timeSource: 'arrival' })
  })

  it.each(['door/linkquality', 'door/update', 'door/last_seen', 'door/anything'])('%s is ignored', (name) => {
    expect(parse(name, '1').kind).toBe('ignored')
  })

  it('that cannot be read is rejected', () => {
    expect(codesOf(parse('door/contact', 'maybe'))).toEqual(['not_a_message'])
  })

  it('is not mistaken for a door that is called like it', () => {
    expect(onlyEvent(parse('x/contact', '{"contact":true}')).contact).toBe('closed')
  })
})

describe('what is no state', () => {
  it.each([
    ['door/availability', 'online'],
    ['door/availability', '{"state":"offline"}'],
    ['stranger/availability', '{"state":"offline"}'],
    ['a/availability', '{"state":"offline"}'],
    ['a/availability/availability', 'offline'],
    ['door/set', '{"contact":true}'],
    ['door/set/contact', 'true'],
    ['door/get', '{"contact":""}'],
    ['door/get/contact', ''],
    ['bridge/event', '{"type":"device_leave","data":{"friendly_name":"door"}}'],
    ['bridge/logging', '{"level":"info","message":"zigbee2mqtt/door {\\"contact\\":false}"}'],
    ['bridge/info', '{"version":"2.12.1"}'],
    ['bridge/groups', '[]'],
    ['bridge/response/device/rename', '{"status":"ok"}'],
    ['bridge/extensions', '[]'],
    ['door', ''],
    ['bridge/state', ''],
  ])('%s %s is ignored', (name, payload) => {
    const result = parse(name, payload)
    expect(result).toMatchObject({ kind: 'ignored', why: expect.stringMatching(/./) })
  })

  it('a door that is called "a/availability" is still a door', () => {
    expect(onlyEvent(parse('a/availability', '{"contact":false}')).contact).toBe('open')
    expect(onlyEvent(parse('a/availability', '{"contact":false,"state":"online"}')).contact).toBe('open')
  })

  it.each([
    ['half of one', '{"contact":', 'not_json'],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'not_json'],
    ['a Protobuf', Buffer.from([0x0a, 0x04, 0x08, 0x96, 0x01]), 'not_json'],
    ['a bare boolean', 'false', 'not_a_message'],
    ['an array', '[{"contact":false}]', 'not_a_message'],
    ['an array 30,000 deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'not_json'],
    ['too much', `{"contact":false,"x":"${'x'.repeat(STATE_PAYLOAD_BYTES_MAX)}"}`, 'too_large'],
  ])('%s is rejected', (_, payload, code) => {
    expect(codesOf(parse('door', payload))).toEqual([code])
  })
})

describe('the bridge', () => {
  it.each([
    ['online', 'online'],
    ['{"state":"online"}', 'online'],
    ['offline', 'offline'],
    ['{"state":"offline"}', 'offline'],
  ])('says %s', (payload, state) => {
    expect(parse('bridge/state', payload)).toEqual({ kind: 'gateway', state })
  })

  it.each(['{"state":"error"}', '{}', 'OFFLINE', '[]', 'null'])('saying %s is not understood', (payload) => {
    expect(codesOf(parse('bridge/state', payload))).toEqual(['not_a_message'])
  })

  const device = (over: object) => ({
    ieee_address: '0x00158D0001A2B3C4',
    friendly_name: 'door',
    definition: { model: 'MCCGQ11LM', exposes: [{ type: 'binary', property: 'contact' }] },
    ...over,
  })
  const exposing = (...exposes: unknown[]) => device({ definition: { model: 'M', exposes } })

  it.each([
    ['a contact', device({})],
    ['an opening_state', exposing({ type: 'enum', property: 'opening_state' })],
    ['a contact within a composite', exposing({ type: 'composite', features: [{ property: 'contact' }] })],
    ['a name in Chinese', device({ friendly_name: '3栋 1203 门' })],
    ['no model', device({ definition: { exposes: [{ property: 'contact' }] } })],
  ])('lists a device with %s', (_, entry) => {
    const result = parse('bridge/devices', JSON.stringify([entry]))
    const model = entry.definition.model ?? null
    expect(result).toEqual({
      kind: 'inventory',
      sensors: [{ sensor: DOOR, alias: entry.friendly_name, model, reading: null }],
    })
  })

  it.each([
    ['the coordinator', device({ definition: null })],
    ['a lamp', exposing({ type: 'light', features: [{ property: 'state' }] })],
    ['a garage door', exposing({ property: 'garage_door_contact' })],
    ['an address that is none', device({ ieee_address: '0x1234' })],
    ['no address', device({ ieee_address: undefined })],
    ['no name', device({ friendly_name: '' })],
    ['a name that PostgreSQL cannot hold', device({ friendly_name: 'a\0b' })],
    ['exposes that are no list', device({ definition: { exposes: 'contact' } })],
    ['nothing', null],
    ['a list', []],
  ])('leaves out %s', (_, entry) => {
    expect(parse('bridge/devices', JSON.stringify([entry]))).toEqual({ kind: 'inventory', sensors: [] })
  })

  it('whose devices are no list is not understood', () => {
    expect(codesOf(parse('bridge/devices', '{}'))).toEqual(['not_a_message'])
    expect(codesOf(parse('bridge/devices', '[{'))).toEqual(['not_json'])
  })
})

describe('whatever the topic and the bytes', () => {
  const name = fc.oneof(
    fc.constantFrom('door', 'bridge/state', 'bridge/devices', 'door/contact', 'a/availability', '__proto__', '/', ''),
    fc.string({ unit: 'grapheme' }),
  )
  const payload = fc.oneof(
    fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
  )

  it('never throws', () => {
    fc.assert(
      fc.property(name, payload, fc.boolean(), (topic, bytes, retain) => {
        expect(['events', 'inventory', 'gateway', 'ignored', 'rejected']).toContain(
          parse(topic, bytes, { retain }).kind,
        )
      }),
      { numRuns: 3000 },
    )
  })

  it('says of a door only what contact or opening_state said, however the message is mutilated', () => {
    const whole =
      '{"battery":60,"contact":false,"linkquality":5,"opening_state":"closed","tamper":false,"voltage":2900}'
    const mutilated = fc
      .tuple(fc.nat(whole.length), fc.nat(20), fc.string({ maxLength: 6 }))
      .map(([from, length, text]) => whole.slice(0, from) + text + whole.slice(from + length))
    fc.assert(
      fc.property(mutilated, (text) => {
        const result = parse('door', text)
        if (result.kind !== 'events') return
        const said = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
        const open = said.contact === false || ['open', 'tilted'].includes(String(said.opening_state))
        const closed = said.contact === true || said.opening_state === 'closed'
        expect(onlyEvent(result).contact).toBe(open ? 'open' : closed ? 'closed' : null)
      }),
      { numRuns: 3000 },
    )
  })

  it('a state without contact and opening_state never tells of a door', () => {
    const state = fc.dictionary(
      fc.string().filter((key) => key !== 'contact' && key !== 'opening_state' && key !== 'garage_door_contact'),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(state, (fields) => {
        expect(onlyEvent(stated(fields))).toMatchObject({ kind: 'heartbeat', contact: null })
      }),
    )
  })
})
