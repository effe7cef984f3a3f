import { describe, expect, it } from 'vitest'
import { decodeBthome } from '../../adapters/bthome.ts'
import { shelly } from '../../adapters/shelly.ts'
import { shellyGen1 } from '../../adapters/shelly-gen1.ts'
import { theengs } from '../../adapters/theengs.ts'
import { codesOf, contextOf, eventsOf, mapped, onlyEvent, RECEIVED_AT, rawMessage } from './support.ts'

const text = (payload: unknown): string => (typeof payload === 'string' ? payload : JSON.stringify(payload))

describe('Shelly Door/Window', () => {
  const context = contextOf('shelly-gen1', 'shellies')
  const say = (path: string, payload: unknown, over = context) =>
    shellyGen1.parse(rawMessage(`shellies/${path}`, text(payload)), over)
  const ID = 'shellydw2-A1B2C3'

  it.each([
    ['open', 'opened', 'open'],
    ['close', 'closed', 'closed'],
    ['-1', 'heartbeat', null],
  ])('state %s is %s', (state, kind, contact) => {
    expect(onlyEvent(say(`${ID}/sensor/state`, state))).toMatchObject({ sensor: `shelly:gen1/${ID}`, kind, contact })
  })

  it.each(['OPEN', 'unknown', '1', 'true', 'null'])('state %s is not guessed', (state) => {
    expect(codesOf(say(`${ID}/sensor/state`, state))).toEqual(['unreadable_state'])
  })

  it.each([
    ['87', 87],
    ['-1', null],
    ['255', null],
    ['full', null],
  ])('battery %s is %s', (value, batteryPercent) => {
    expect(onlyEvent(say(`${ID}/sensor/battery`, value))).toMatchObject({ contact: null, batteryPercent })
  })

  it.each(['vibration', 'tilt', 'lux', 'illumination', 'temperature', 'act_reasons', 'error'])(
    '%s is no state',
    (name) => {
      expect(say(`${ID}/sensor/${name}`, '1').kind).toBe('ignored')
    },
  )

  it.each(['true', 'false'])('online %s is how it sleeps and wakes', (value) =>
    expect(say(`${ID}/online`, value).kind).toBe('ignored'),
  )

  it.each([
    [{ sensor: { state: 'open', is_valid: true }, bat: { value: 87, voltage: 5.87 } }, 'open', 'heartbeat'],
    [{ sensor: { state: 'close', is_valid: true } }, 'closed', 'heartbeat'],
    [{ sensor: { state: 'open', is_valid: false } }, null, 'heartbeat'],
  ])('info is its state by the clock: %j', (info, contact, kind) => {
    expect(onlyEvent(say(`${ID}/info`, info))).toMatchObject({ contact, kind })
  })

  it('is known by its MAC once it has announced itself, and a plug is not', () => {
    const announced = { id: ID, mac: 'A4CF12A1B2C3', model: 'SHDW-2', ip: '192.168.1.2', new_fw: false }
    for (const path of ['announce', `${ID}/announce`]) {
      expect(say(path, announced)).toMatchObject({
        kind: 'inventory',
        sensors: [{ sensor: 'wifi:a4cf12a1b2c3', alias: ID }],
      })
    }
    expect(say('announce', { ...announced, model: 'SHPLG-S' }).kind).toBe('ignored')
    expect(codesOf(say('announce', { id: ID }))).toEqual(['not_a_message'])
    const named = contextOf('shelly-gen1', 'shellies', { [ID]: 'wifi:a4cf12a1b2c3' })
    expect(onlyEvent(say(`${ID}/sensor/state`, 'open', named)).sensor).toBe('wifi:a4cf12a1b2c3')
  })
})

const MAC = '3c:2e:f5:aa:bb:cc'
const UID = 'ble:3c2ef5aabbcc'
const PREFIX = 'shellyplus1-a8032abcdef0'
const CONTEXT = contextOf('shelly', PREFIX, { 'bthomesensor:200': UID, 'bthomedevice:200': UID })
const say = (path: string, payload: unknown, context = CONTEXT) =>
  shelly.parse(rawMessage(`${PREFIX}/${path}`, text(payload)), context)
const notify = (params: object, method = 'NotifyStatus', context = CONTEXT) =>
  say('events/rpc', { src: PREFIX, method, params }, context)

describe('a BLU sensor that Shelly knows natively', () => {
  const TS = RECEIVED_AT / 1000 - 2.33

  it.each([
    [true, 'open'],
    [false, 'closed'],
  ])('of value %s is %s, at the gateway’s float seconds', (value, contact) => {
    const event = onlyEvent(notify({ ts: TS, 'bthomesensor:200': { id: 200, value } }))
    expect(event).toMatchObject({ sensor: UID, contact, occurredAt: RECEIVED_AT - 2330, timeSource: 'gateway' })
  })

  it('has the time of its last change where that is told', () => {
    const status = { id: 200, value: true, last_updated_ts: Math.floor(TS) - 3600 }
    expect(onlyEvent(notify({ ts: TS, 'bthomesensor:200': status }, 'NotifyFullStatus'))).toMatchObject({
      occurredAt: (Math.floor(TS) - 3600) * 1000,
    })
  })

  it('on its own topic says the same', () => {
    expect(onlyEvent(say('status/bthomesensor:200', { id: 200, value: true }))).toMatchObject({
      sensor: UID,
      contact: 'open',
    })
  })

  it('that is a thermometer is not guessed, and one that nobody named keeps the gateway’s name for it', () => {
    expect(codesOf(notify({ 'bthomesensor:200': { id: 200, value: 21.5 } }))).toEqual(['unreadable_state'])
    expect(notify({ 'bthomesensor:201': { id: 201, value: 21.5 } }).kind).toBe('ignored')
    expect(onlyEvent(notify({ 'bthomesensor:201': { id: 201, value: true } })).sensor).toBe(
      `shelly:${PREFIX}/bthomesensor:201`,
    )
  })

  it('tells its battery and its signal with the device', () => {
    const status = { id: 200, rssi: -61, battery: 87, packet_id: 9 }
    expect(onlyEvent(notify({ ts: TS, 'bthomedevice:200': status }))).toMatchObject({
      ...{ sensor: UID, contact: null, batteryPercent: 87, rssi: -61 },
    })
  })

  it('of a partial status without its value says nothing', () => {
    expect(notify({ ts: TS, 'bthomesensor:200': { id: 200 } }).kind).toBe('ignored')
    expect(notify({ ts: TS, 'switch:0': { id: 0, output: true } }).kind).toBe('ignored')
  })
})

describe('a contact wired to a Shelly’s input', () => {
  const context = contextOf('shelly', PREFIX, {}, [mapped('input:0', 'state', [false], [true])])

  it('says what its mapping says', () => {
    expect(onlyEvent(notify({ 'input:0': { id: 0, state: false } }, 'NotifyStatus', context))).toMatchObject({
      ...{ sensor: `shelly:${PREFIX}/input:0`, contact: 'open' },
    })
    expect(onlyEvent(say('status/input:0', { id: 0, state: true }, context)).contact).toBe('closed')
  })

  it('that nobody has mapped says nothing', () =>
    expect(notify({ 'input:0': { id: 0, state: true } }).kind).toBe('ignored'))
})

describe('a BLU sensor that a script passes on', () => {
  const packet = (payload: unknown) => say('events/ble', { srcBle: { mac: MAC, rssi: -60 }, payload })

  it.each([
    ['44005d016405fc21002d013f9601', 'open', 100],
    ['440056016405e406012d003f0000', 'closed', 100],
    ['401100', 'closed', null],
    ['d2fc401101', 'open', null],
    ['401101', 'open', null],
    ['401a01', 'open', null],
    ['401b00', 'closed', null],
    ['4000010164', null, 100],
    ['401a002d01', 'open', null],
    ['40 0c550b 1501 2b01 2d00'.replaceAll(' ', ''), 'closed', null],
  ])('%s says %s', (hex, contact, batteryPercent) => {
    expect(onlyEvent(packet(hex))).toMatchObject({ sensor: UID, contact, batteryPercent, rssi: -60 })
  })

  it('has voltage, warning and tamper where the packet has them', () => {
    expect(onlyEvent(packet('400c550b15012b012d00'))).toMatchObject({
      batteryMillivolts: 2901,
      batteryLow: true,
      tamper: true,
    })
  })

  it.each([
    ['encrypted', '41a4dc3ab9d2ff00010000f1a2b3c4', 'encrypted'],
    ['of version 1', '20020fc409', 'malformed_bytes'],
    ['cut off in the door', '40002d2d', 'malformed_bytes'],
    ['cut off behind a packet id', '4000', 'malformed_bytes'],
    ['of a door that is 2', '402d02', 'unreadable_state'],
    ['of two doors, one of them 255', '401a012dff', 'unreadable_state'],
    ['empty', '', 'malformed_bytes'],
    ['of an odd length', '402d0', 'malformed_bytes'],
    ['no text', 5, 'malformed_bytes'],
  ])('that is %s is refused', (_, hex, code) => expect(codesOf(packet(hex))).toEqual([code]))

  it('with an object from the future is read up to it', () => {
    expect(decodeBthome(Buffer.from('402d01ee02d0', 'hex'))).toMatchObject({ contact: 'open', unknownObject: 0xee })
    expect(decodeBthome(Buffer.from('40ee02d02d01', 'hex'))).toMatchObject({ contact: null, unknownObject: 0xee })
  })

  it('numbers its packets, from 255 on to 0, and each of two sensors for itself', () => {
    const ids = ['40 00ff 2d01', '40 0000 2d01', '40 0001 2d00'].map(
      (hex) => onlyEvent(packet(hex.replaceAll(' ', ''))).transmission?.id,
    )
    expect(new Set(ids).size).toBe(3)
    expect(onlyEvent(packet('40000a2d01')).transmission).toEqual({ id: 'packet 10 open', withinMs: 4000 })
  })

  it.each([
    [{ window: 1 }, 'open'],
    [{ window: 0 }, 'closed'],
    [{ door: true }, 'open'],
    [{ opening: 0 }, 'closed'],
    [{ garage_door: 1 }, 'open'],
    [{ window: 0, door: 1 }, 'open'],
    [{ battery: 46 }, null],
  ])('decoded as %j says %s on each of its ways', (fields, contact) => {
    const data = { encryption: false, BTHome_version: 2, pid: 59, rssi: -50, address: MAC, ...fields }
    const event = { component: 'script:1', id: 1, event: 'shelly-blu', data, ts: RECEIVED_AT / 1000 }
    const bare = { addr: MAC, rssi: -50, local_name: 'SBDW-002C', service_data: { ...data, address: undefined } }
    const ways = [
      notify({ ts: RECEIVED_AT / 1000, events: [event] }, 'NotifyEvent'),
      shelly.parse(rawMessage(MAC, text(bare)), CONTEXT),
      say('blu', data),
    ]
    for (const way of ways) expect(onlyEvent(way)).toMatchObject({ sensor: UID, contact, rssi: -50 })
  })

  it.each([{ window: 2 }, { window: '1' }, { window: [1, 0] }, { window: 0, door: 'x' }])(
    'decoded as %j is not guessed',
    (fields) => {
      expect(codesOf(say('blu', { BTHome_version: 2, pid: 1, address: MAC, ...fields }))).toEqual(['unreadable_state'])
    },
  )

  it('that is encrypted, or without an address, is refused', () => {
    expect(codesOf(say('blu', { BTHome_version: 2, encryption: true, address: MAC, window: 1 }))).toEqual(['encrypted'])
    expect(codesOf(say('blu', { BTHome_version: 2, window: 1 }))).toEqual(['not_a_message'])
  })

  it('on the MAC of another is refused, and on no MAC it is not of this gateway', () => {
    const bare = { addr: '3c:2e:f5:aa:bb:cd', service_data: { window: 1, pid: 1 } }
    expect(codesOf(shelly.parse(rawMessage(MAC, text(bare)), CONTEXT))).toEqual(['not_a_message'])
    expect(shelly.parse(rawMessage('somewhere', text(bare)), CONTEXT).kind).toBe('ignored')
  })

  it('among several events is each for itself', () => {
    const blu = (address: string) => ({ event: 'shelly-blu', data: { BTHome_version: 2, pid: 7, window: 1, address } })
    const button = { component: 'input:0', event: 'single_push' }
    const result = notify({ events: [blu(MAC), button, blu('3c:2e:f5:aa:bb:cd')] }, 'NotifyEvent')
    expect(eventsOf(result).map((it) => it.sensor)).toEqual([UID, 'ble:3c2ef5aabbcd'])
    expect(notify({ events: [button] }, 'NotifyEvent').kind).toBe('ignored')
  })
})

describe('a Shelly as a gateway', () => {
  it.each([
    ['true', 'online'],
    ['false', 'offline'],
  ])('online %s is its own state, for it does not sleep', (value, state) => {
    expect(say('online', value)).toEqual({ kind: 'gateway', state })
  })

  it.each([
    ['rpc', { id: 1, src: 'user', method: 'Shelly.GetStatus' }],
    ['command', 'status_update'],
    ['status/switch:0', { id: 0, output: true }],
    ['status/sys', {}],
    ['debug/log', 'text'],
  ])('on %s says nothing of a door', (path, payload) => expect(say(path, payload).kind).toBe('ignored'))

  it.each([
    ['events/rpc', '{"method":'],
    ['events/rpc', '[]'],
    ['events/ble', '7'],
  ])('on %s with %s is refused', (path, payload) => expect(codesOf(say(path, payload))).toEqual(['not_json']))
})

describe('Theengs', () => {
  const context = contextOf('theengs', 'home/OMG')
  const hear = (payload: unknown, topic = 'home/OMG/BTtoMQTT/3C2EF5AABBCC') =>
    theengs.parse(rawMessage(topic, text(payload)), context)

  it.each([
    [{ open: true, cont: true }, 'open'],
    [{ open: false, cont: true }, 'closed'],
    [{ contact: 'open' }, 'open'],
    [{ contact: 'closed' }, 'closed'],
    [{ contact: 'timeout not closed' }, 'open'],
  ])('%j is %s', (fields, contact) => {
    expect(onlyEvent(hear({ ...fields, packet: 93, batt: 100, mac: '3C:2E:F5:AA:BB:CC' }))).toMatchObject({
      ...{ sensor: UID, contact, batteryPercent: 100 },
    })
  })

  it.each([{ cont: true }, { motion: false }, {}, { open: null }])('%j is no contact', (fields) =>
    expect(hear(fields).kind).toBe('ignored'),
  )

  it.each([{ contact: true }, { contact: 'ajar' }, { open: 1 }, { open: 'true' }])('%j is not guessed', (fields) => {
    expect(codesOf(hear(fields))).toEqual(['unreadable_state'])
  })

  it('has a last will', () => {
    expect(hear('offline', 'home/OMG/LWT')).toEqual({ kind: 'gateway', state: 'offline' })
  })
})
