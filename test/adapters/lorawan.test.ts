import { describe, expect, it } from 'vitest'
import type { AdapterResult } from '../../adapters/adapter.ts'
import { chirpstack } from '../../adapters/chirpstack.ts'
import { theThingsStack } from '../../adapters/the-things-stack.ts'
import { codesOf, contextOf, eventsOf, known, onlyEvent, RECEIVED_AT, rawMessage } from './support.ts'

const EUI = '24e124141b012345'
const SENSOR = `lorawan:${EUI}`
const CONTEXT = contextOf('chirpstack', 'application')
const TIME = '2026-08-22T09:15:30.775023242+00:00'

interface Up {
  readonly model?: string
  readonly fPort?: number
  readonly hex?: string
  readonly over?: object
}

function up({ model = 'WS301', fPort, hex, over = {} }: Up, receivedAt = RECEIVED_AT): AdapterResult {
  const payload = {
    ...{ deduplicationId: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d', time: TIME },
    deviceInfo: { devEui: EUI, deviceProfileName: 'doors', tags: { model } },
    ...(fPort === undefined ? {} : { fPort }),
    ...(hex === undefined ? {} : { data: Buffer.from(hex, 'hex').toString('base64') }),
    ...{ rxInfo: [{ rssi: -100 }, { rssi: -36, snr: 10.5 }, {}] },
    ...over,
  }
  const topic = `application/17c82e96/device/${EUI}/event/up`
  return chirpstack.parse(rawMessage(topic, JSON.stringify(payload), { receivedAt }), CONTEXT)
}

describe('bytes of Milesight', () => {
  it.each([
    ['017564 030001 040001', { contact: 'open', batteryPercent: 100, tamper: true, kind: 'opened' }],
    ['030000', { contact: 'closed', batteryPercent: null, tamper: null, kind: 'closed' }],
    ['040001', { contact: null, tamper: true, kind: 'heartbeat' }],
    ['040000', { contact: null, tamper: false }],
    ['01750A', { contact: null, batteryPercent: 10, kind: 'heartbeat' }],
    ['0175FF', { contact: null, batteryPercent: null }],
    ['030001 030000', { contact: 'open' }],
    ['030000 030001', { contact: 'open' }],
    ['ff0bffff0101ff086538b2232131ff090100ff0a0102ff0f00', { contact: null, kind: 'heartbeat' }],
    ['ff166538b22321310000 ffffe01', { contact: null }],
  ])('WS301 %s', (hex, fields) => {
    expect(onlyEvent(up({ fPort: 85, hex: hex.replaceAll(' ', '') }))).toMatchObject({ sensor: SENSOR, ...fields })
  })

  it.each([
    ['a magnet that is neither', '030002', { contact: null }, ['unreadable_state']],
    ['255 for a magnet', '0300ff', { contact: null }, ['unreadable_state']],
    ['a value cut off', '0300', { contact: null }, ['malformed_bytes']],
    ['half of a key', '03', { contact: null }, ['malformed_bytes']],
    ['a record nobody knows before the door', '990001 030001', { contact: null }, ['malformed_bytes']],
    ['a record nobody knows behind the door', '030001 990001', { contact: 'open' }, ['malformed_bytes']],
    ["the EM300's magnet in a WS301", '060001', { contact: null }, []],
  ])('%s is not guessed', (_, hex, fields, codes) => {
    const result = up({ fPort: 85, hex: hex.replaceAll(' ', '') })
    expect(onlyEvent(result)).toMatchObject(fields)
    expect(codesOf(result)).toEqual(codes)
  })

  it.each([1, 10, 84, 86, 255])('on fPort %i says nothing of a door', (fPort) => {
    const result = up({ fPort, hex: '030001' })
    expect(onlyEvent(result).contact).toBeNull()
    expect(codesOf(result)).toEqual(['malformed_bytes'])
  })

  it('EM300-MCS tells its temperature, its humidity and its magnet', () => {
    const event = onlyEvent(up({ model: 'EM300-MCS', fPort: 85, hex: '01755C03673401046865060001' }))
    expect(event).toMatchObject({ contact: 'open', batteryPercent: 92, kind: 'opened' })
  })

  it('EM300-MCS tells the past as the past, several at once, beside the present', () => {
    const at = Date.parse('2022-10-12T08:02:38Z')
    const past = '20CE9E74466310015D01'
    const events = eventsOf(up({ model: 'EM300-MCS', fPort: 85, hex: `${past}${past}060000` }, at + 1000))
    expect(events.map((it) => [it.contact, it.origin, it.occurredAt])).toEqual([
      ['open', 'history', at],
      ['open', 'history', at],
      ['closed', 'live', at + 1000],
    ])
  })

  it.each([
    ['from before its clock was set', '20CE0100000010015D01'],
    ['from the far future', '20CEFFFFFFFF10015D01'],
  ])('a past %s is refused: it would pass for the present', (_, hex) => {
    const result = up({ model: 'EM300-MCS', fPort: 85, hex })
    expect(result.kind).toBe('rejected')
    expect(codesOf(result)).toEqual(['history_without_time'])
  })
})

describe('bytes of Dragino', () => {
  it.each([
    ['8B880100002500000100', 10, { contact: 'open', openings: 37, lastOpenSeconds: 60, batteryMillivolts: 2952 }],
    ['0B880100002500000100', 10, { contact: 'closed', openings: 37 }],
    ['8B8800002A', 7, { contact: 'open', openings: 42, batteryMillivolts: 2952 }],
    ['0B8800002A', 7, { contact: 'closed', openings: 42 }],
  ])('LDS02 %s on fPort %i', (hex, fPort, fields) => {
    expect(onlyEvent(up({ model: 'LDS02', fPort, hex }))).toMatchObject(fields)
  })

  it.each([
    ['7 bytes, the "example" that is none', '8B880100002500', 10],
    ['5 bytes on the other port', '8B8800002A', 10],
    ['10 bytes on the other port', '8B880100002500000100', 7],
    ['11 bytes', '8B88010000250000010000', 10],
    ['an LDS03A frame', '0100000400000362F15EE2', 10],
    ['a port of settings', '8B880100002500000100', 5],
  ])('LDS02 of %s says nothing of a door', (_, hex, fPort) => {
    const result = up({ model: 'LDS02', fPort, hex })
    expect(onlyEvent(result)).toMatchObject({ kind: 'heartbeat', contact: null })
    expect(codesOf(result)).toEqual(['malformed_bytes'])
  })

  it('LDS02 as a water leak sensor has no door', () => {
    const result = up({ model: 'LDS02', fPort: 10, hex: '8B880200002500000100' })
    expect(onlyEvent(result)).toMatchObject({ contact: null, batteryMillivolts: 2952 })
    expect(codesOf(result)).toEqual(['unreadable_state'])
  })

  const AT = Date.parse('2022-08-08T19:07:14Z')

  it.each([
    ['0100000400000362F15EE2', 2, { kind: 'opened', contact: 'open', openings: 4, lastOpenSeconds: 180 }],
    ['0300000400000362F15EE2', 2, { kind: 'opened', contact: 'open' }],
    ['0400000400000362F15EE2', 2, { kind: 'heartbeat', contact: 'closed' }],
    ['0500000400000362F15EE2', 2, { kind: 'heartbeat', contact: 'open' }],
    ['0000000400000362F15EE2', 8, { kind: 'closed', contact: 'closed' }],
  ])('LDS03A %s on fPort %i, with no second door made up', (hex, fPort, fields) => {
    const event = onlyEvent(up({ model: 'LDS03A', fPort, hex }, AT + 500))
    expect(event).toMatchObject({ ...fields, occurredAt: AT, timeSource: 'device' })
  })

  it('LDS03A of 18 bytes has a second door, which is a sensor of its own', () => {
    const result = up({ model: 'DS03A', fPort: 2, hex: '0000000400000362F15EE201000007000002' }, AT)
    expect(eventsOf(result).map((it) => [it.sensor, it.contact, it.openings, it.lastOpenSeconds])).toEqual([
      [SENSOR, 'closed', 4, 180],
      [`${SENSOR}#2`, 'open', 7, 120],
    ])
    expect(result).toMatchObject({ seen: [{ alias: EUI }, { alias: `${EUI}#2`, sensor: `${SENSOR}#2` }] })
  })

  it('LDS03A on fPort 3 is a log, on fPort 5 its battery', () => {
    const log = up({ model: 'LDS03A', fPort: 3, hex: '0100000400000362F15EE20000000400000362F15EE3' }, AT + 60_000)
    expect(eventsOf(log).map((it) => [it.origin, it.contact, it.occurredAt])).toEqual([
      ['history', 'open', AT],
      ['history', 'closed', AT + 1000],
    ])
    expect(onlyEvent(up({ model: 'LDS03A', fPort: 5, hex: '0A010001FF0CE4' }))).toMatchObject({
      ...{ contact: null, batteryMillivolts: 3300 },
    })
  })

  it.each([
    ['its clock of 1970', '0100000400000300000064'],
    ['a clock of another zone, 8 hours behind', `01000004000003${((AT - 28_800_000) / 1000).toString(16)}`],
    ['a clock 6 minutes ahead', `01000004000003${((AT + 360_000) / 1000).toString(16)}`],
  ])('LDS03A with %s happened when the network heard it', (_, hex) => {
    const heard = new Date(AT - 2000).toISOString()
    const event = onlyEvent(up({ model: 'LDS03A', fPort: 2, hex, over: { time: heard } }, AT))
    expect(event).toMatchObject({ occurredAt: AT - 2000, timeSource: 'gateway' })
  })

  it.each([
    '01',
    '0100000400',
    '01000004000003',
    '0100000400000362F1',
    '0100000400000362F15EE2000000',
    ''.padEnd(42, '0'),
  ])('LDS03A of other lengths says nothing: %s', (hex) => {
    const result = up({ model: 'LDS03A', fPort: 2, hex })
    expect(onlyEvent(result).contact).toBeNull()
    expect(codesOf(result)).toEqual(['malformed_bytes'])
  })
})

describe('bytes of Netvox and Browan', () => {
  it.each([
    ['0102011E01000000000000', { contact: 'open', batteryMillivolts: 3000, batteryLow: false }],
    ['0102011E00000000000000', { contact: 'closed' }],
    ['0102019701000000000000', { contact: 'open', batteryMillivolts: 2300, batteryLow: true }],
    ['0102010D00000000000000', { contact: 'closed', batteryMillivolts: 1300, batteryLow: false }],
  ])('R311A %s', (hex, fields) => {
    expect(onlyEvent(up({ model: 'R311A', fPort: 6, hex }))).toMatchObject(fields)
  })

  it('R311A telling its version is not at a door', () => {
    const result = up({ model: 'R311A', fPort: 6, hex: '0102000A01202109060000' })
    expect(onlyEvent(result)).toMatchObject({ contact: null, kind: 'heartbeat', batteryMillivolts: null })
    expect(codesOf(result)).toEqual([])
  })

  it.each([
    ['another device type', '0103011E01000000000000', 6, 'malformed_bytes'],
    ['another report', '0102021E01000000000000', 6, 'malformed_bytes'],
    ['a state of 2', '0102011E02000000000000', 6, 'unreadable_state'],
    ['answers on fPort 7', '0102011E01000000000000', 7, 'malformed_bytes'],
    ['5 bytes', '0102011E01', 6, 'malformed_bytes'],
  ])('R311A: %s says nothing of a door', (_, hex, fPort, code) => {
    const result = up({ model: 'R311A', fPort, hex })
    expect(onlyEvent(result).contact).toBeNull()
    expect(codesOf(result)).toEqual([code])
  })

  it.each([
    ['00CB3500008A3A00', { contact: 'closed', batteryMillivolts: 3600, openings: 14986, kind: 'closed' }],
    ['01CB3500008A3A00', { contact: 'open', kind: 'opened' }],
    ['01CB3505008A3A00', { contact: 'open', kind: 'heartbeat' }],
    ['00C035FFFF010000', { contact: 'closed', batteryMillivolts: 2500, openings: 1, kind: 'heartbeat' }],
  ])('TBDW100 %s', (hex, fields) => {
    expect(onlyEvent(up({ model: 'TBDW100', fPort: 100, hex }))).toMatchObject(fields)
  })

  it.each([
    ['00CB3500008A3A', 100],
    ['00CB3500008A3A00', 101],
    ['00CB3500008A3A0000', 100],
  ])('TBDW100 %s on fPort %i says nothing of a door', (hex, fPort) => {
    expect(codesOf(up({ model: 'TBDW100', fPort, hex }))).toEqual(['malformed_bytes'])
  })
})

describe('an uplink of ChirpStack', () => {
  it('has the network’s time, the best signal, and a name of its own', () => {
    expect(onlyEvent(up({ fPort: 85, hex: '030001' }))).toMatchObject({
      ...{ occurredAt: Date.parse(TIME), timeSource: 'gateway', rssi: -36 },
      transmission: { id: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d' },
    })
  })

  it('without fPort is fPort 0, and without data is alive', () => {
    expect(codesOf(up({ hex: '030001' }))).toEqual(['malformed_bytes'])
    expect(onlyEvent(up({}))).toMatchObject({ kind: 'heartbeat', contact: null })
    expect(onlyEvent(up({ fPort: 85, over: { data: '' } }))).toMatchObject({ kind: 'heartbeat', contact: null })
  })

  it('is read from its bytes, whatever the codec says', () => {
    const over = { object: { door: 'close', magnet_status: 'close' } }
    expect(onlyEvent(up({ fPort: 85, hex: '030001', over })).contact).toBe('open')
    const phantom = { object: { DOOR1_OPEN_STATUS: 'CLOSE', DOOR2_OPEN_STATUS: 'CLOSE', TIME: '2022-08-09 03:07:14' } }
    expect(onlyEvent(up({ model: 'LDS03A', fPort: 2, hex: '0100000400000362F15EE2', over: phantom })).contact).toBe(
      'open',
    )
  })

  it.each([
    [{ door: 'open' }, 'open'],
    [{ magnet_status: 'close' }, 'closed'],
    [{ DOOR_OPEN_STATUS: 1 }, 'open'],
    [{ DOOR1_OPEN_STATUS: 'CLOSE', DOOR2_OPEN_STATUS: 'OPEN' }, 'closed'],
    [{ door: 'close', magnet_status: 'open' }, 'open'],
  ])('is read from what a codec made of it where nobody here knows the device: %j', (object, contact) => {
    expect(onlyEvent(up({ model: 'ACME-1', fPort: 1, hex: '00', over: { object } })).contact).toBe(contact)
  })

  it.each([
    { status: 1 },
    { OnOff: 0 },
    { door: 'ajar' },
    { door: true },
    { contact: true },
    { DOOR_OPEN_STATUS: '1' },
    [],
    null,
  ])('of a device that nobody knows, with a codec that says %j, is counted as alive and refused', (object) => {
    const result = up({ model: 'ACME-1', fPort: 1, hex: '00', over: { object } })
    expect(onlyEvent(result)).toMatchObject({ kind: 'heartbeat', contact: null })
    expect(codesOf(result)).toEqual(['unknown_model'])
    expect(result).toMatchObject({ seen: [] })
  })

  it.each(['WS301', 'ws301', 'Milesight WS301 door', 'WS-301', 'WS_301'])('knows the model %s', (model) => {
    expect(onlyEvent(up({ model, fPort: 85, hex: '030001' })).contact).toBe('open')
  })

  it.each(['WS3011', 'AWS301', 'DS03A-NB', 'EM300-SLD', 'WS202'])('does not take %s for one it knows', (model) => {
    expect(codesOf(up({ model, fPort: 85, hex: '030001' }))).toEqual(['unknown_model'])
  })

  it('knows the model by its profile, or by what a person registered', () => {
    const byProfile = { deviceInfo: { devEui: EUI, deviceProfileName: 'Dragino LDS02 EU868' } }
    expect(onlyEvent(up({ fPort: 7, hex: '8B8800002A', over: byProfile })).openings).toBe(42)
    const registered = contextOf('chirpstack', 'application', { [EUI]: known(SENSOR, { model: 'R311A' }) })
    const payload = { deviceInfo: { devEui: EUI }, fPort: 6, data: 'AQIBHgEAAAAAAAA=' }
    const message = rawMessage(`application/1/device/${EUI}/event/up`, JSON.stringify(payload))
    expect(onlyEvent(chirpstack.parse(message, registered)).contact).toBe('open')
  })

  it('in upper case is the same device, and in another device’s name is refused', () => {
    const say = (inTopic: string, inMessage: string) =>
      chirpstack.parse(
        rawMessage(
          `application/1/device/${inTopic}/event/up`,
          JSON.stringify({ deviceInfo: { devEui: inMessage, tags: { model: 'WS301' } }, fPort: 85, data: 'AwAB' }),
        ),
        CONTEXT,
      )
    expect(onlyEvent(say(EUI.toUpperCase(), EUI)).sensor).toBe(SENSOR)
    expect(codesOf(say(EUI, 'ffffffffffffffff'))).toEqual(['not_a_message'])
    expect(codesOf(say('no-eui', 'no-eui'))).toEqual(['not_a_message'])
  })

  it.each(['A', 'AwAB====', '####', 'AwAB AwAA', 'A'.repeat(1000), 'AwAB\n'])(
    'whose data is no base64 is refused: %j',
    (data) => {
      const result = up({ fPort: 85, over: { data } })
      expect(onlyEvent(result).contact).toBeNull()
      expect(codesOf(result)).toEqual(['malformed_bytes'])
    },
  )

  it.each([
    ['Protobuf', Buffer.from([0x0a, 0x24, 0xff, 0x10])],
    ['half of a message', '{"deviceInfo":'],
    ['a list', '[]'],
  ])('of %s is refused', (_, payload) => {
    const message = rawMessage(`application/1/device/${EUI}/event/up`, payload)
    expect(codesOf(chirpstack.parse(message, CONTEXT))).toEqual(['not_json'])
  })

  it.each([
    [{ batteryLevel: 88.3 }, 88.3],
    [{ batteryLevelUnavailable: true, batteryLevel: 0 }, null],
    [{ externalPowerSource: true, batteryLevel: 0 }, null],
    [{ batteryLevel: 255 }, null],
    [{}, null],
  ])('is not its status, which tells the battery: %j', (over, batteryPercent) => {
    const payload = JSON.stringify({ deviceInfo: { devEui: EUI }, time: TIME, ...over })
    const event = onlyEvent(chirpstack.parse(rawMessage(`application/1/device/${EUI}/event/status`, payload), CONTEXT))
    expect(event).toMatchObject({ batteryPercent, contact: null })
  })

  it.each(['ack', 'txack', 'log', 'location', 'integration'])('is not the event %s', (kind) => {
    const payload = JSON.stringify({ deviceInfo: { devEui: EUI }, data: 'AwAB', fPort: 85 })
    expect(chirpstack.parse(rawMessage(`application/1/device/${EUI}/event/${kind}`, payload), CONTEXT).kind).toBe(
      'ignored',
    )
  })
})

describe('an uplink of The Things Stack', () => {
  const things = contextOf('the-things-stack', 'v3/doors@ttn')
  const say = (kind: string, uplink: object, over: object = {}, ids: object = { dev_eui: EUI.toUpperCase() }) =>
    theThingsStack.parse(
      rawMessage(
        `v3/doors@ttn/devices/b3-1203/${kind}`,
        JSON.stringify({ end_device_ids: { device_id: 'b3-1203', ...ids }, uplink_message: uplink, ...over }),
      ),
      things,
    )
  const WS301 = {
    f_port: 85,
    frm_payload: 'AwAB',
    version_ids: { model_id: 'ws301' },
    received_at: '2026-08-22T09:15:31.412Z',
  }

  it('is read, under the DevEUI in lower case', () => {
    expect(onlyEvent(say('up', WS301))).toMatchObject({
      ...{ sensor: SENSOR, contact: 'open', occurredAt: Date.parse('2026-08-22T09:15:31.412Z'), timeSource: 'gateway' },
    })
  })

  it('is read once: normalized it is the same one again, and simulated no door has moved', () => {
    expect(say('up/normalized', WS301).kind).toBe('ignored')
    expect(say('up', WS301, { simulated: true }).kind).toBe('ignored')
    expect(onlyEvent(say('up', WS301, { simulated: false })).contact).toBe('open')
  })

  it.each(['down/queued', 'down/sent', 'down/ack', 'location/solved', 'service/data'])('is not %s', (kind) => {
    expect(say(kind, WS301).kind).toBe('ignored')
  })

  it('of nobody is refused', () => {
    expect(codesOf(say('up', WS301, {}, {}))).toEqual(['not_a_message'])
    expect(
      codesOf(theThingsStack.parse(rawMessage('v3/doors@ttn/devices/b3-1203/up', '{"end_device_ids":{}}'), things)),
    ).toEqual(['not_a_message'])
  })
})
