import { describe, expect, it } from 'vitest'
import { tasmota } from '../../adapters/tasmota.ts'
import { codesOf, contextOf, eventsOf, known, mapped, onlyEvent, RECEIVED_AT, rawMessage } from './support.ts'

const DOOR = 'zigbee:00158d0001a2b3c4'
const CONTEXT = contextOf('tasmota', 'bridge', { '0x5FA7': DOOR, 'Front door': DOOR, 'Tür é/1': DOOR })
const parse = (topic: string, payload: unknown, context = CONTEXT) =>
  tasmota.parse(rawMessage(topic, typeof payload === 'string' ? payload : JSON.stringify(payload)), context)

const REPORT = { Device: '0x5FA7', Name: 'Front door', Contact: 1, Endpoint: 1, LinkQuality: 66 }

describe('a Zigbee device behind Tasmota', () => {
  it.each([
    ['by its address', 'tele/bridge/SENSOR', { ZbReceived: { '0x5FA7': { Device: '0x5FA7', Contact: 1 } } }],
    ['by its name (SetOption83)', 'tele/bridge/SENSOR', { ZbReceived: { 'Front door': REPORT } }],
    ['with its address in the topic (89)', 'tele/bridge/5FA7/SENSOR', { ZbReceived: { '0x5FA7': REPORT } }],
    ['without ZbReceived (100)', 'tele/bridge/SENSOR', { '0x5FA7': REPORT }],
    ['with its name in the topic (112)', 'tele/bridge/Front door/SENSOR', { ZbReceived: { 'Front door': REPORT } }],
    ['on a topic of ZbReceived (118)', 'tele/bridge/ZbReceived', { '0x5FA7': { Contact: 1, Endpoint: 1 } }],
    ['without a key (119)', 'tele/bridge/5FA7/SENSOR', { ZbReceived: { Contact: 1, Endpoint: 1, LinkQuality: 66 } }],
    ['without a key and without a wrapping', 'tele/bridge/5FA7/SENSOR', { Contact: 1, Endpoint: 1, LinkQuality: 66 }],
    ['with its endpoint in the topic (120)', 'tele/bridge/5FA7_1/SENSOR', { Contact: 1, Endpoint: 1, LinkQuality: 66 }],
    ['with the prefix behind', 'bridge/tele/SENSOR', { ZbReceived: { '0x5FA7': REPORT } }],
    ['under any letters', 'tele/bridge/SENSOR', { ZbReceived: { 'Tür é/1': { ...REPORT, Name: 'Tür é/1' } } }],
  ])('is found %s', (_, topic, payload) => {
    expect(onlyEvent(parse(topic, payload))).toMatchObject({ sensor: DOOR, kind: 'opened', contact: 'open' })
  })

  it.each([
    [{ Contact: 1 }, 'open'],
    [{ Contact: 0 }, 'closed'],
    [{ Power: 1 }, 'open'],
    [{ Power: 0 }, 'closed'],
    [{ Contact: 0, Power: 1 }, 'closed'],
    [{ Contact: null }, null],
    [{ BatteryPercentage: 80, BatteryVoltage: 2.9 }, null],
  ])('that says %j has a contact %s', (fields, contact) => {
    const payload = { ZbReceived: { '0x5FA7': { Device: '0x5FA7', ...fields } } }
    expect(onlyEvent(parse('tele/bridge/SENSOR', payload)).contact).toBe(contact)
  })

  it.each([2, '1', 'true', true, 255, -1, {}])('whose contact is %j is not guessed', (Contact) => {
    const payload = { ZbReceived: { '0x5FA7': { Device: '0x5FA7', Contact } } }
    expect(codesOf(parse('tele/bridge/SENSOR', payload))).toEqual(['unreadable_state'])
  })

  it('keeps its name when its address changes, which a new ZbInfo tells', () => {
    const moved = { ZbReceived: { '0x1111': { ...REPORT, Device: '0x1111' } } }
    expect(onlyEvent(parse('tele/bridge/SENSOR', moved)).sensor).toBe(DOOR)
    const info = {
      ZbInfo: { '0x1111': { Device: '0x1111', IEEEAddr: '0x00158D0001A2B3C4', ModelId: 'lumi.sensor_magnet.aq2' } },
    }
    expect(parse('tele/bridge/SENSOR', info)).toMatchObject({
      ...{ kind: 'inventory', sensors: [{ sensor: DOOR, alias: '0x1111', model: 'lumi.sensor_magnet.aq2' }] },
    })
  })

  it('that nobody has named is refused when it speaks of a door, and a lamp is not', () => {
    expect(
      codesOf(parse('tele/bridge/SENSOR', { ZbReceived: { '0x9999': { Device: '0x9999', Contact: 1 } } })),
    ).toEqual(['unknown_topic'])
    expect(parse('tele/bridge/SENSOR', { ZbReceived: { '0x9999': { Device: '0x9999', Power: 1 } } }).kind).toBe(
      'ignored',
    )
  })

  it('that is a plug is not taken into the inventory', () => {
    const info = {
      ZbInfo: { '0x2222': { Device: '0x2222', IEEEAddr: '0x00158D0001A2FFFF', ModelId: 'TS011F', Power: 1 } },
    }
    expect(parse('tele/bridge/SENSOR', info).kind).toBe('ignored')
  })

  it('in company is read for itself', () => {
    const payload = { ZbReceived: { '0x5FA7': REPORT, '0x9999': { Device: '0x9999', Contact: 0 } } }
    const result = parse('tele/bridge/SENSOR', payload)
    expect(eventsOf(result)).toHaveLength(1)
    expect(codesOf(result)).toEqual(['unknown_topic'])
  })
})

describe('a contact wired to a switch', () => {
  const onIsClosed = contextOf('tasmota', 'reed', {}, [mapped('Switch1', 'Switch1', ['OFF'], ['ON'])])
  const onIsOpen = contextOf('tasmota', 'reed', {}, [mapped('Switch1', 'Switch1', ['ON'], ['OFF'])])

  it.each([
    ['SwitchMode 15', onIsClosed, 'ON', 'closed'],
    ['SwitchMode 15', onIsClosed, 'OFF', 'open'],
    ['SwitchMode 16', onIsOpen, 'ON', 'open'],
    ['SwitchMode 16', onIsOpen, 'OFF', 'closed'],
  ])('in %s says what its mapping says: %#', (_, context, state, contact) => {
    const plain = parse('tele/reed/SENSOR', { Time: '2021-01-01T00:00:01', Switch1: state }, context)
    const action = parse('stat/reed/RESULT', { Switch1: { Action: state } }, context)
    for (const result of [plain, action]) {
      expect(onlyEvent(result)).toMatchObject({ sensor: 'tasmota:reed/Switch1', contact })
      expect(onlyEvent(result)).toMatchObject({ occurredAt: RECEIVED_AT, timeSource: 'arrival' })
    }
  })

  it('that nobody has mapped says nothing, and is told of', () => {
    expect(codesOf(parse('tele/reed/SENSOR', { Switch1: 'ON' }, contextOf('tasmota', 'reed')))).toEqual(['unmapped'])
  })

  it('in another word is not guessed', () => {
    expect(codesOf(parse('tele/reed/SENSOR', { Switch1: 'TOGGLE' }, onIsOpen))).toEqual(['unreadable_state'])
  })
})

describe('an RF bridge', () => {
  const sensor = (name: string, open: string, closed: string, tampered: string) =>
    mapped(name, 'RfReceived.Data', [open], [closed], {
      tamper: { path: 'RfReceived.Data', tampered: [tampered], inPlace: [] },
    })
  const context = contextOf('tasmota', 'rf', {}, [sensor('a', 'A1', 'A0', 'AF'), sensor('b', 'B1', 'B0', 'BF')])
  const received = (Data: string) => parse('tele/rf/RESULT', { RfReceived: { Sync: 1, Data, RfKey: 4 } }, context)

  it('tells its sensors apart by their codes', () => {
    expect(onlyEvent(received('A1'))).toMatchObject({ sensor: 'tasmota:rf/a', contact: 'open' })
    expect(onlyEvent(received('B0'))).toMatchObject({ sensor: 'tasmota:rf/b', contact: 'closed' })
    expect(onlyEvent(received('BF'))).toMatchObject({ sensor: 'tasmota:rf/b', contact: null, tamper: true })
  })

  it('hears a neighbour’s remote control and says nothing of it', () => expect(received('C0').kind).toBe('ignored'))
})

describe('what is no door', () => {
  it.each([
    ['stat/bridge/POWER', 'ON'],
    ['stat/bridge/POWER1', 'OFF'],
    ['tele/bridge/STATE', { Time: '2021-01-01T00:00:01', POWER: 'ON', Wifi: { RSSI: 80 } }],
    ['stat/bridge/RESULT', { POWER: 'ON' }],
    ['tele/bridge/SENSOR', { Time: '2021-01-01T00:00:01', DS18B20: { Temperature: 20 } }],
    ['cmnd/bridge/POWER', 'ON'],
    ['tasmota/discovery/AABBCCDDEEFF/config', { ip: '192.168.1.2' }],
    ['tele/bridge/SENSOR', { ZbState: { Status: 33 } }],
    ['tele/bridge/SENSOR', ''],
  ])('%s %j is ignored', (topic, payload) => expect(parse(topic, payload).kind).toBe('ignored'))

  it('half of a message is refused', () =>
    expect(codesOf(parse('tele/bridge/SENSOR', '{"ZbReceived":'))).toEqual(['not_json']))

  it.each([
    ['Online', 'online'],
    ['Offline', 'offline'],
  ])('a last will %s is the bridge’s own', (text, state) => {
    expect(parse('tele/bridge/LWT', text)).toEqual({ kind: 'gateway', state })
  })

  it('a last will of other words is refused', () =>
    expect(codesOf(parse('tele/bridge/LWT', 'online'))).toEqual(['not_a_message']))
})

it('keeps a model that ZbInfo names', () => {
  const context = contextOf('tasmota', 'bridge', { '0x5FA7': known(DOOR, { model: 'SNZB-04' }) })
  expect(onlyEvent(parse('tele/bridge/SENSOR', { ZbReceived: { '0x5FA7': REPORT } }, context)).contact).toBe('open')
})
