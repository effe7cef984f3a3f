import { describe, expect, it } from 'vitest'
import type { AdapterContext } from '../../adapters/adapter.ts'
import { findAdapter } from '../../adapters/adapter-registry.ts'
import { readTime } from '../../adapters/claimed-time.ts'
import { productMapping } from '../../adapters/product-mapping.ts'
import { codesOf, contextOf, eventsOf, mapped, onlyEvent, RECEIVED_AT, rawMessage } from './support.ts'

function say(context: AdapterContext, topic: string, payload: unknown, receivedAt = RECEIVED_AT) {
  const adapter = findAdapter(context.gateway.adapter)
  if (adapter === null) throw new Error(context.gateway.adapter)
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  return adapter.parse(rawMessage(topic, text, { receivedAt }), context)
}

const AT = RECEIVED_AT - 60_000
const door = (value: unknown, time?: unknown) => ({ door: time === undefined ? { value } : { value, time } })

describe('OneNET', () => {
  const context = contextOf('onenet', 'onenet', {}, [
    mapped('P1', 'door', [true, 1], [false, 0], {
      battery: { path: 'battery', unit: 'percent' },
      tamper: { path: 'tamper', tampered: [1], inPlace: [0] },
    }),
  ])
  const post = (params: unknown, topic = 'onenet/$sys/P1/door1203/thing/property/post') =>
    say(context, topic, { id: '123', version: '1.0', params })

  it.each([
    [
      { ...door(true, AT), battery: { value: 87 } },
      { contact: 'open', batteryPercent: 87, occurredAt: AT, timeSource: 'device' },
    ],
    [door(0), { contact: 'closed', occurredAt: RECEIVED_AT, timeSource: 'arrival' }],
    [door(null), { contact: null, kind: 'heartbeat' }],
    [{ battery: { value: 255 } }, { contact: null, batteryPercent: null }],
    [{ tamper: { value: 1 } }, { contact: null, tamper: true, timeSource: 'arrival' }],
    [{ tamper: { value: 1, time: AT } }, { contact: null, tamper: true, occurredAt: AT, timeSource: 'device' }],
    [{ battery: { value: 87, time: AT } }, { contact: null, batteryPercent: 87, occurredAt: AT }],
    [
      { ...door(1), battery: { value: 87, time: AT } },
      { contact: 'open', batteryPercent: 87, timeSource: 'arrival' },
    ],
    [
      { ...door(1), tamper: { value: 0 } },
      { contact: 'open', tamper: false },
    ],
    [door(1, 0), { contact: 'open', timeSource: 'arrival' }],
    [door(1, RECEIVED_AT + 3_600_000), { contact: 'open', timeSource: 'arrival' }],
    [{ door: 1 }, { contact: 'open' }],
  ])('%j', (params, fields) => {
    expect(onlyEvent(post(params))).toMatchObject({ sensor: 'onenet:P1/door1203', ...fields })
  })

  it.each([2, 'open', '1', -1, [], {}])('a value of %j is not guessed', (value) => {
    const result = post(door(value))
    expect(onlyEvent(result)).toMatchObject({ kind: 'heartbeat', contact: null })
    expect(codesOf(result)).toEqual(['unreadable_state'])
  })

  it('of a product that nobody has mapped says nothing, and which properties it has is told', () => {
    const result = post(door(1), '$sys/OTHER/d/thing/property/post')
    expect(result).toMatchObject({ kind: 'rejected', rejections: [{ code: 'unmapped' }] })
    expect(JSON.stringify(result)).toContain('door')
  })

  it('packs several devices, each under its own product', () => {
    const identity = (deviceName: string, productID = 'P1') => ({ identity: { productID, deviceName } })
    const params = [
      { ...identity('a'), properties: door(1, AT) },
      { ...identity('b'), properties: door(0, AT) },
      { ...identity('c', 'OTHER'), properties: door(0, AT) },
      { properties: door(1) },
    ]
    const result = say(context, '$sys/P1/gw/thing/pack/post', { id: '7', params })
    expect(eventsOf(result).map((it) => [it.sensor, it.contact])).toEqual([
      ['onenet:P1/a', 'open'],
      ['onenet:P1/b', 'closed'],
    ])
    expect(codesOf(result)).toEqual(['unmapped'])
    expect(new Set(eventsOf(result).map((it) => it.transmission?.id)).size).toBe(2)
  })

  it('brings the past in lists, as the past, and none of it without a time', () => {
    const list = [1, 0].map((value, index) => ({ value, time: AT + index * 1000 }))
    const params = [{ identity: { productID: 'P1', deviceName: 'a' }, properties: { door: [...list, { value: 1 }] } }]
    const result = say(context, '$sys/P1/gw/thing/history/post', { id: '8', params })
    expect(eventsOf(result).map((it) => [it.contact, it.origin, it.occurredAt])).toEqual([
      ['open', 'history', AT],
      ['closed', 'history', AT + 1000],
    ])
    expect(codesOf(result)).toEqual(['history_without_time'])
  })

  it('brings each property of the past at its own time, however long the lists are', () => {
    const past = (properties: object) =>
      say(context, '$sys/P1/gw/thing/history/post', {
        ...{ id: '9', params: [{ identity: { productID: 'P1', deviceName: 'a' }, properties }] },
      })
    const at = (value: unknown, seconds: number) => ({ value, time: AT + seconds * 1000 })
    const told = (properties: object) =>
      eventsOf(past(properties)).map((it) => [(it.occurredAt - AT) / 1000, it.contact, it.tamper, it.batteryPercent])
    expect(told({ door: [at(1, 0), at(0, 20)], tamper: [at(1, 10)], battery: [at(87, 20)] })).toEqual([
      [0, 'open', null, null],
      [20, 'closed', null, 87],
      [10, null, true, null],
    ])
    expect(told({ door: [at(1, 0), at(0, 5)], battery: [{ value: 87 }, 86] })).toEqual([
      [0, 'open', null, 87],
      [5, 'closed', null, 86],
    ])
  })

  it.each([
    '$sys/P1/door1203/thing/property/post/reply',
    '$sys/P1/door1203/thing/property/set',
    '$sys/P1/door1203/thing/service/open/invoke',
  ])('%s is ignored', (topic) => expect(post({}, topic).kind).toBe('ignored'))
})

describe('a door that its maker made an event of', () => {
  const mapping = mapped('P1', 'moved.value.state', [1], [0])

  it.each([
    ['onenet', '$sys/P1/d1/thing/event/post', { params: { moved: { value: { state: 1 }, time: AT } } }],
    ['alibaba', '/sys/P1/d1/thing/event/moved/post', { params: { value: { state: 1 }, time: AT } }],
  ])('of %s is read like a property', (adapter, topic, payload) => {
    expect(onlyEvent(say(contextOf(adapter, 'x', {}, [mapping]), topic, payload)).contact).toBe('open')
  })
})

describe('Alibaba Cloud', () => {
  const context = contextOf('alibaba', 'aliyun', {}, [mapped('PK', 'door', [1], [0])])
  const identity = (deviceName: string) => ({ identity: { productKey: 'PK', deviceName } })

  it.each(['/sys/PK/d1/thing/event/property/post', 'aliyun/sys/PK/d1/thing/event/property/post'])('%s', (topic) => {
    const payload = { id: '1', params: door(1, AT), method: 'thing.event.property.post' }
    expect(onlyEvent(say(context, topic, payload))).toMatchObject({
      sensor: 'alibaba:PK/d1',
      contact: 'open',
      occurredAt: AT,
    })
  })

  it('packs the gateway and what is behind it', () => {
    const params = {
      properties: { door: [{ value: 0, time: AT }] },
      subDevices: [
        {
          ...identity('s1'),
          properties: {
            door: [
              { value: 1, time: AT },
              { value: 0, time: AT + 5000 },
            ],
          },
        },
      ],
    }
    const result = say(context, '/sys/PK/gw/thing/event/property/pack/post', { id: '2', params })
    expect(eventsOf(result).map((it) => [it.sensor, it.contact, it.origin])).toEqual([
      ['alibaba:PK/gw', 'closed', 'live'],
      ['alibaba:PK/s1', 'open', 'live'],
      ['alibaba:PK/s1', 'closed', 'live'],
    ])
  })

  it('brings the past', () => {
    const params = [{ ...identity('s1'), properties: [door(1, AT), door(0, AT + 1000), door(1)] }]
    const result = say(context, '/sys/PK/gw/thing/event/property/history/post', { id: '3', params })
    expect(eventsOf(result).map((it) => it.origin)).toEqual(['history', 'history'])
    expect(codesOf(result)).toEqual(['history_without_time'])
  })

  it('tells an equal id of another day, another hour or another state from a second delivery', () => {
    const id = (params: object) =>
      onlyEvent(say(context, '/sys/PK/d1/thing/event/property/post', { id: '1', params })).transmission
    expect(id(door(1, AT))?.id).not.toBe(id(door(1, AT - 1))?.id)
    expect(id(door(1))?.id).not.toBe(id(door(0))?.id)
    expect(id(door(1))?.withinMs).toBe(60_000)
  })

  it.each(['/sys/PK/d1/thing/event/property/post_reply', '/sys/PK/d1/thing/deviceinfo/update'])(
    '%s is ignored',
    (topic) => {
      expect(say(context, topic, { params: door(1) }).kind).toBe('ignored')
    },
  )

  it('has raw bytes that nobody here can read', () => {
    expect(codesOf(say(context, '/sys/PK/d1/thing/model/up_raw', '0x00002233441232013fa00000'))).toEqual([
      'unknown_model',
    ])
  })
})

describe('Tuya', () => {
  const context = contextOf('tuya', 'tuya')
  const report = (data: unknown, over: object = {}, by = context) =>
    say(by, 'tuya/tylink/6c82/thing/property/report', { msgId: '45', time: AT, data, ...over })

  it.each([
    [{ doorcontact_state: { value: true, time: AT } }, { contact: 'open', occurredAt: AT, timeSource: 'device' }],
    [{ doorcontact_state: { value: false, time: Math.floor(AT / 1000) } }, { contact: 'closed', occurredAt: AT }],
    [{ doorcontact_state: { value: true } }, { contact: 'open', occurredAt: AT, timeSource: 'platform' }],
    [{ temper_alarm: { value: true } }, { contact: null, tamper: true }],
    [{ battery_percentage: { value: 76 } }, { contact: null, batteryPercent: 76 }],
    [{ battery_state: { value: 'low' } }, { contact: null }],
  ])('of the standard set: %j', (data, fields) => {
    expect(onlyEvent(report(data))).toMatchObject({ sensor: 'tuya:tylink/6c82', ...fields })
  })

  it.each(['open', 1, 'true'])('of the standard set with %j is not guessed', (value) => {
    expect(codesOf(report({ doorcontact_state: { value } }))).toEqual(['unreadable_state'])
  })

  it('of another set says what its mapping says', () => {
    const turned = contextOf('tuya', 'tuya', {}, [mapped('6c82', 'switch', [false], [true])])
    expect(onlyEvent(report({ switch: { value: false } }, {}, turned)).contact).toBe('open')
  })

  it.each(['thing/property/report_response', 'thing/action/execute', 'thing/model/get_response'])(
    '%s is ignored',
    (kind) => {
      expect(say(context, `tylink/6c82/${kind}`, {}).kind).toBe('ignored')
    },
  )
})

describe('CTWing', () => {
  const context = contextOf('ctwing', 'ctwing', {}, [mapped('15114816', 'door_state', [1], [0])])
  const push = (over: object) =>
    say(context, 'ctwing/push', {
      ...{ messageType: 'dataReport', productId: '15114816', deviceId: '40ed', timestamp: AT, IMSI: 'undefined' },
      ...over,
    })

  it('is known by its IMEI, and by product and device without one', () => {
    const payload = { door_state: 1 }
    expect(onlyEvent(push({ IMEI: '862592051651472', payload }))).toMatchObject({
      ...{ sensor: 'imei:862592051651472', contact: 'open', occurredAt: AT, timeSource: 'platform' },
    })
    expect(onlyEvent(push({ IMEI: 'undefined', payload })).sensor).toBe('ctwing:15114816/40ed')
    expect(onlyEvent(push({ messageType: 'eventReport', eventContent: { door_state: 0 } })).contact).toBe('closed')
  })

  it('of raw bytes, of nobody, or about itself says nothing of a door', () => {
    expect(codesOf(push({ payload: { APPdata: 'AQFWMS4w' } }))).toEqual(['unknown_model'])
    expect(codesOf(push({ deviceId: undefined, payload: { door_state: 1 } }))).toEqual(['not_a_message'])
    expect(push({ messageType: 'deviceOnlineOfflineReport' }).kind).toBe('ignored')
  })
})

describe('Huawei', () => {
  const context = contextOf('huawei', 'huawei', {}, [mapped('5fdb', 'status', ['open'], ['closed'])])
  const services = [{ service_id: 'Door', properties: { status: 'open' }, event_time: '20260822T091432Z' }]

  it('reports for itself and for what is behind it, in compact times', () => {
    const own = onlyEvent(say(context, 'huawei/$oc/devices/5fdb_door1203/sys/properties/report', { services }))
    expect(own).toMatchObject({
      sensor: 'huawei:5fdb/5fdb_door1203',
      contact: 'open',
      occurredAt: Date.parse('2026-08-22T09:14:32Z'),
    })
    const behind = say(context, '$oc/devices/5fdb_gw/sys/gateway/sub_devices/properties/report', {
      devices: [
        { device_id: '5fdb_a', services },
        { device_id: '77_b', services },
      ],
    })
    expect(eventsOf(behind).map((it) => it.sensor)).toEqual(['huawei:5fdb/5fdb_a'])
    expect(codesOf(behind)).toEqual(['unmapped'])
  })
})

describe('a gateway of plain JSON', () => {
  const zwave = contextOf('json', 'zwave', {}, [
    mapped('*', 'value', [22], [23], { time: { path: 'time', unit: 'milliseconds' } }),
  ])

  it('speaks of the device in its topic, or where the mapping says', () => {
    const topic = 'zwave/Hall/113/0/Access_Control/Door_state'
    expect(onlyEvent(say(zwave, topic, { time: AT, value: 22 }))).toMatchObject({
      ...{ sensor: 'json:gateway/Hall/113/0/Access_Control/Door_state', contact: 'open', occurredAt: AT },
    })
    const named = contextOf('json', 'gw', {}, [mapped('*', 'a.0.open', ['yes'], ['no'], { device: 'id' })])
    expect(onlyEvent(say(named, 'gw/x', { id: 7, a: [{ open: 'no' }] }))).toMatchObject({
      sensor: 'json:gateway/7',
      contact: 'closed',
    })
    expect(codesOf(say(named, 'gw/x', { a: [{ open: 'no' }] }))).toEqual(['not_a_message'])
  })

  it('has the more particular mapping before the one for all', () => {
    const both = contextOf('json', 'gw', {}, [mapped('*', 'v', [1], [0]), mapped('hall', 'v', [0], [1])])
    expect(onlyEvent(say(both, 'gw/hall/door', { v: 1 })).contact).toBe('closed')
    expect(onlyEvent(say(both, 'gw/kitchen/door', { v: 1 })).contact).toBe('open')
  })

  it.each([
    ['a battery in volts', 'volts', 2.95, 2950],
    ['a battery in volts as text', 'volts', '2.95', 2950],
    ['a battery in millivolts', 'millivolts', 2950, 2950],
    ['what is no number', 'volts', '2.3(low battery)', null],
    ['a sentinel', 'millivolts', -1, null],
  ] as const)('tells %s', (_, unit, value, batteryMillivolts) => {
    const context = contextOf('json', 'gw', {}, [mapped('*', 'v', [1], [0], { battery: { path: 'b', unit } })])
    expect(onlyEvent(say(context, 'gw/d', { v: 1, b: value })).batteryMillivolts).toBe(batteryMillivolts)
  })

  it.each([
    ['seconds', 'seconds', AT / 1000],
    ['seconds as text', 'seconds', `${AT / 1000}`],
    ['milliseconds', 'milliseconds', AT],
    ['ISO', 'iso8601', new Date(AT).toISOString()],
    ['any of them', 'any', `${AT}`],
  ] as const)('tells a time in %s', (_, unit, value) => {
    const context = contextOf('json', 'gw', {}, [mapped('*', 'v', [1], [0], { time: { path: 't', unit } })])
    expect(onlyEvent(say(context, 'gw/d', { v: 1, t: value }))).toMatchObject({ occurredAt: AT, timeSource: 'device' })
  })

  it.each(['[]', '"ON"', 'ON', '', '{"v":', 'null'])('takes nothing but objects: %j', (text) => {
    expect(say(zwave, 'zwave/x', text).kind).not.toBe('events')
  })
})

describe('Homie', () => {
  const context = contextOf('homie', 'homie/5/door-1203', {}, [
    mapped('door', 'open', ['true'], ['false'], {
      battery: { path: 'battery', unit: 'percent' },
      tamper: { path: 'cover', tampered: ['true'], inPlace: ['false'] },
    }),
  ])
  const hear = (path: string, text: string) => say(context, `homie/5/door-1203/${path}`, text)

  it.each([
    ['true', 'open'],
    ['false', 'closed'],
  ])('%s is %s', (text, contact) => expect(onlyEvent(hear('door/open', text)).contact).toBe(contact))

  it.each([
    ['battery', '87', { contact: null, batteryPercent: 87 }],
    ['battery', '255', { contact: null, batteryPercent: null }],
    ['cover', 'true', { contact: null, tamper: true }],
    ['cover', 'false', { contact: null, tamper: false }],
    ['open', 'false', { contact: 'closed', batteryPercent: null, tamper: null }],
  ])('a node’s other properties count where they are mapped: %s %s', (property, text, fields) => {
    expect(onlyEvent(hear(`door/${property}`, text))).toMatchObject(fields)
  })

  it.each(['True', 'TRUE', '1', 'on'])('%s is not guessed', (text) => {
    expect(codesOf(hear('door/open', text))).toEqual(['unreadable_state'])
  })

  it.each([
    ['ready', { kind: 'gateway', state: 'online' }],
    ['lost', { kind: 'gateway', state: 'offline' }],
    ['disconnected', { kind: 'gateway', state: 'offline' }],
    ['sleeping', { kind: 'ignored' }],
    ['init', { kind: 'ignored' }],
    ['gone', { kind: 'rejected' }],
  ])('$state %s', (text, result) => expect(hear('$state', text)).toMatchObject(result))

  it.each(['$description', 'door/$target', 'door/open/set', 'lamp/on'])('%s is ignored', (path) => {
    expect(hear(path, 'true').kind).toBe('ignored')
  })
})

describe('a claimed time', () => {
  it.each([
    [1787390132, 1787390132000],
    [1787390132.941, 1787390132941],
    [1787390132941, 1787390132941],
    ['1787390132', 1787390132000],
    ['1787390132941', 1787390132941],
    ['2026-08-22T09:15:32.941Z', 1787390132941],
    ['2026-08-22T17:15:32.941+08:00', 1787390132941],
    ['2026-08-22t09:15:32.941000123z', 1787390132941],
    ['20260822T091532Z', 1787390132000],
    ['2026-08-22T09:15:32', null],
    ['2026-08-22 09:15:32', null],
    ['22.08.2026', null],
    [0, null],
    [-1, null],
    [Number.NaN, null],
    [null, null],
    ['', null],
    [{}, null],
    ['20261322T091532Z', null],
  ])('%j is %s', (value, at) => expect(readTime(value)).toBe(at))
})

describe('a mapping', () => {
  const whole = mapped('P', 'door', [1], [0])

  it.each([
    ['a value that means both', { door: { path: 'd', open: [1, 2], closed: [0, 1] } }],
    ['nothing that means closed', { door: { path: 'd', open: [1], closed: [] } }],
    ['nothing that means open', { door: { path: 'd', open: [], closed: [1] } }],
    ['no path', { door: { path: '', open: [1], closed: [0] } }],
    ['tampered and in place alike', { tamper: { path: 't', tampered: [1], inPlace: [1] } }],
    ['fields of its own', { colour: 'red' }],
    ['a list for a value', { door: { path: 'd', open: [[1]], closed: [0] } }],
  ])('with %s is refused', (_, over) => expect(productMapping.safeParse({ ...whole, ...over }).success).toBe(false))
})
