import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayPublish, maySubscribe } from '../../broker/authority.ts'
import type { Principal } from '../../broker/principal.ts'

const doorA: Principal = { kind: 'sensor', id: 'door-a', baseTopic: 'menshen/v1/door-a' }
const gateway: Principal = { kind: 'gateway', id: 'gateway-1', baseTopic: 'zigbee2mqtt/house-7' }

/** MQTT 3.1.1, 4.7: does a filter hear a topic? Written from the specification, apart from aedes. */
function hears(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false
  const wanted = filter.split('/')
  const levels = topic.split('/')
  const hash = wanted.indexOf('#')
  if (hash < 0 && wanted.length !== levels.length) return false
  return wanted.every((it, index) => it === '#' || (hash >= 0 && index > hash) || it === '+' || it === levels[index])
}

describe('a sensor', () => {
  it.each(['menshen/v1/door-a/up', 'menshen/v1/door-a/gone'])('may publish to its own %s', (topic) =>
    expect(mayPublish(doorA, topic)).toBeNull(),
  )

  it.each([
    ...['menshen/v1/door-b/up', 'menshen/v1/door-a/ack', 'menshen/v1/door-a/down', 'menshen/v1/door-a/up/'],
    ...['/menshen/v1/door-a/up', 'menshen/v1/door-A/up', 'MENSHEN/v1/door-a/up', 'menshen//v1/door-a/up'],
    ...['menshen/v1/door-a/../door-b/up', 'menshen/v1/+/up', '$SYS/broker/up', '$share/g/menshen/v1/door-a/up'],
    ...['menshen/v1/door-a/up\n', ' menshen/v1/door-a/up', 'menshen/v1/door-a/up ', '', 'menshen/v1/door-а/up'],
  ])('may not publish to %j', (topic) => expect(mayPublish(doorA, topic)).toBe('topic_not_yours'))

  it.each([
    ...['menshen/v1/door-a/up\0', 'menshen/v1/door-a/\uFFFD', 'menshen/v1/door-a/\uD800', '\uDFFFmenshen/v1/door-a/up'],
  ])('may not publish to what is not text: %j', (topic) => {
    expect(mayPublish(doorA, topic)).toBe('topic_not_text')
    expect(maySubscribe(doorA, topic)).toBe('topic_not_text')
  })

  it.each([
    ...['#', '+', '+/x', 'menshen/#', 'menshen/v1/+/ack', 'menshen/v1/door-a/#', 'menshen/v1/door-a/+', '$SYS/#'],
    ...['$share/g/menshen/v1/door-a/ack', '$queue/#', 'menshen/v1/door-b/ack', 'menshen/v1/door-a/ack/'],
    ...['menshen/v1/door-a/up', 'menshen/v1/door-a/gone', 'menshen/v1/Door-a/ack', '/menshen/v1/door-a/ack', ''],
  ])('may not subscribe to %j', (filter) => expect(maySubscribe(doorA, filter)).toBe('topic_not_yours'))

  const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{3,31}$/)
  const kind = fc.constantFrom('up', 'gone', 'ack', 'down')
  const level = fc.oneof(
    fc.constantFrom('menshen', 'v1', '+', '#', '', '$share', '..', 'up', 'ack', 'down'),
    id,
    fc.string(),
  )
  const anyTopic = (ids: readonly string[]): fc.Arbitrary<string> =>
    fc.oneof(
      fc.array(fc.oneof(level, fc.constantFrom(...ids)), { maxLength: 7 }).map((levels) => levels.join('/')),
      fc
        .tuple(fc.constantFrom(...ids), kind, fc.string({ unit: 'binary' }))
        .map(([a, b, c]) => `menshen/v1/${a}/${b}${c}`),
      fc.tuple(fc.constantFrom(...ids), kind).map(([a, b]) => `menshen/v1/${a}/${b}`),
    )

  it('never injects or hears anything of another one, whatever topic it uses', () => {
    const pair = fc.uniqueArray(id, { minLength: 2, maxLength: 2 })
    const tried = pair.chain((ids) => fc.tuple(fc.constant(ids), anyTopic(ids), kind))
    fc.assert(
      fc.property(tried, ([[a = '', b = ''], topic, kindOfB]) => {
        const sensor: Principal = { kind: 'sensor', id: a, baseTopic: `menshen/v1/${a}` }
        const topicOfB = `menshen/v1/${b}/${kindOfB}`
        if (mayPublish(sensor, topic) === null) expect(hears(`menshen/v1/${b}/#`, topic)).toBe(false)
        if (maySubscribe(sensor, topic) === null) expect(hears(topic, topicOfB)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a gateway', () => {
  it.each(['zigbee2mqtt/house-7/Front door', 'zigbee2mqtt/house-7/bridge/state'])('may say and hear %s', (topic) => {
    expect(mayPublish(gateway, topic)).toBeNull()
    expect(maySubscribe(gateway, topic)).toBeNull()
  })

  it.each(['zigbee2mqtt/house-7/#', 'zigbee2mqtt/house-7/+/set'])('may hear %s', (filter) =>
    expect(maySubscribe(gateway, filter)).toBeNull(),
  )

  it.each([
    ...['zigbee2mqtt/house-7', 'zigbee2mqtt/house-77/x', 'zigbee2mqtt/+/x', '#', 'zigbee2mqtt/#', '+/house-7/x'],
    ...['menshen/v1/door-a/up', '$share/g/zigbee2mqtt/house-7/x', '$SYS/x'],
  ])('may not say or hear %s', (topic) => {
    expect(mayPublish(gateway, topic)).toBe('topic_not_yours')
    expect(maySubscribe(gateway, topic)).toBe('topic_not_yours')
  })

  describe('of a family that speaks elsewhere besides', () => {
    const tasmota: Principal = {
      ...gateway,
      baseTopic: 'plug',
      filters: ['tele/plug/#', 'cmnd/plugs/#', 'one/topic', '+'],
    }

    it.each(['tele/plug/SENSOR', 'cmnd/plugs/x', 'one/topic', '3c:2e:f5:aa:bb:cc'])('may say and hear %s', (topic) => {
      expect(mayPublish(tasmota, topic)).toBeNull()
      expect(maySubscribe(tasmota, topic)).toBeNull()
    })

    it.each([
      ...[
        'plug/x',
        'tele/plug',
        'tele/plugs/SENSOR',
        'tele/+/SENSOR',
        'tele/#',
        'one/topic/x',
        'one/topi',
        'one/+',
        '#',
        '+',
        '+/x',
      ],
      ...['menshen/v1/door-a/up', 'menshen/v1/door-a/ack', '$SYS/x', '$share/g/tele/plug/x', '', '$SYS'],
    ])('may not say or hear %s', (topic) => {
      expect(mayPublish(tasmota, topic)).toBe('topic_not_yours')
      expect(maySubscribe(tasmota, topic)).toBe('topic_not_yours')
    })

    it('that claims where native sensors speak may say and hear nothing there', () => {
      const greedy: Principal = {
        ...gateway,
        baseTopic: 'x',
        filters: ['menshen/#', 'menshen/v1/door-a/up', '/#', '#'],
      }
      for (const topic of ['menshen/v1/door-a/up', 'menshen/v1/door-a/ack', '/x', 'x', '#']) {
        expect(mayPublish(greedy, topic)).toBe('topic_not_yours')
        expect(maySubscribe(greedy, topic)).toBe('topic_not_yours')
      }
    })
  })

  it.each(['', '+', '#', 'a/+', 'menshen', 'menshen/v1/door-a', '$SYS'])(
    'whose base topic was registered as %j may say and hear nothing below it',
    (baseTopic) => {
      expect(mayPublish({ ...gateway, baseTopic }, `${baseTopic}/x`)).toBe('topic_not_yours')
      expect(maySubscribe({ ...gateway, baseTopic }, `${baseTopic}/x`)).toBe('topic_not_yours')
    },
  )
})
