import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sensorTopic } from '../../protocol/topic.ts'
import { until } from '../support/until.ts'
import { connectPacket, type Fixture, GATEWAY_BASE, publishPacket, startFixture } from './broker-fixture.ts'

const UP = sensorTopic('door-1', 'up')
const MIB = 1024 * 1024
const PING = Buffer.from([0xc0, 0])

describe('hostile bytes', () => {
  let it_: Fixture
  beforeEach(async () => {
    it_ = await startFixture()
  })
  afterEach(() => it_.close())

  it('three strangers that declare 256 MB each are gone at once and cost next to nothing', async () => {
    const before = process.memoryUsage()
    const raws = await Promise.all([it_.raw(), it_.raw(), it_.raw()])
    const body = Buffer.alloc(MIB)
    for (const raw of raws) {
      raw.say(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]))
      for (let sent = 0; sent < 20 && !raw.socket.destroyed; sent += 1) raw.socket.write(body)
    }
    await Promise.all(raws.map((raw) => raw.gone()))
    expect(await it_.counted('menshen_broker_refused_total', 'frame_too_large')).toBe(3)
    const after = process.memoryUsage()
    expect(after.external + after.heapUsed - before.external - before.heapUsed).toBeLessThan(20 * MIB)
  })

  it('a CONNECT and then 256 MB while the login is awaited is kept out of memory', async () => {
    it_.manner.authenticate = () => new Promise(() => undefined)
    const raw = await it_.raw()
    raw.say(connectPacket('door-1'))
    for (let sent = 0; sent < 32; sent += 1) raw.socket.write(Buffer.alloc(MIB, 0xc0))
    await until('the kernel holds it back', () => raw.socket.writableLength > 16 * MIB)
    expect(it_.accepted).toEqual([])
  })

  it.each([
    ['a payload of 5 MB', publishPacket(UP, Buffer.alloc(5 * MIB)), 'frame_too_large'],
    ['the topic of another', publishPacket(sensorTopic('door-2', 'up'), '{}'), 'topic_not_yours'],
    ['the ear of another', publishPacket(sensorTopic('door-2', 'down'), '{}'), 'topic_not_yours'],
    ['NUL in the topic', publishPacket(`${UP}\0`, '{}'), 'topic_not_text'],
    ['QoS 2', { ...publishPacket(UP, '{}'), qos: 2 } as const, 'qos_2'],
    ['bytes that are not UTF-8', rawPublish(Buffer.from([...Buffer.from(UP), 0xff, 0xfe])), 'topic_not_text'],
    ['half a surrogate pair', rawPublish(Buffer.from([...Buffer.from(UP), 0xed, 0xa0, 0x80])), 'topic_not_text'],
    ['packet id 0', rawPublish(Buffer.from(UP), 0), 'packet_id'],
    ['no packet id, the next frame in its place', Buffer.concat([withoutId(UP), PING]), 'packet_id'],
    ['no packet id and nothing behind it', withoutId(UP), 'packet_id'],
  ])('%s closes a sensor without PUBACK; it is counted and told', async (_what, packet, reason) => {
    const raw = await (await it_.raw()).login('door-1')
    raw.say(packet)
    await raw.gone()
    expect(raw.heard.map((it) => it.cmd)).toEqual(['connack'])
    expect(it_.accepted).toEqual([])
    expect(it_.refusals).toEqual([{ clientId: 'door-1', reason }])
    expect(await it_.counted('menshen_broker_refused_total', reason)).toBe(1)
  })

  it.each([
    ['of a sensor', UP, 'topic_not_yours'],
    ['of another gateway', 'zigbee2mqtt/house-77/door', 'topic_not_yours'],
    ['of its own, but for a NUL', `${GATEWAY_BASE}/door\0`, 'topic_not_text'],
    ['of the server', '$SYS/door', 'topic_not_yours'],
  ])('the topic %s closes a gateway without PUBACK', async (_what, topic, reason) => {
    const raw = await (await it_.raw()).login('gateway-1')
    raw.say(publishPacket(topic, '{}'))
    await raw.gone()
    expect(raw.heard.map((it) => it.cmd)).toEqual(['connack'])
    expect(it_.accepted).toEqual([])
    expect(it_.refusals).toEqual([{ clientId: 'gateway-1', reason }])
  })

  it.each([
    ['before its CONNACK', false],
    ['after its CONNACK', true],
  ])('a second CONNECT %s ends the connection, and nobody is let in by it', async (_when, waits) => {
    const raw = await it_.raw()
    raw.say(connectPacket('door-1'))
    if (waits) await raw.hear('connack')
    raw.say(connectPacket('door-2'), publishPacket(sensorTopic('door-2', 'up'), '{}'))
    await raw.gone()
    await until('nobody is connected', () => it_.broker.connectedCount() === 0)
    expect(it_.accepted).toEqual([])
  })

  it('a subscription that is not its own gets 0x80, its own does not, and it hears only its own', async () => {
    const raw = await (await it_.raw()).login('door-1')
    const filters = [
      '#',
      'menshen/v1/+/ack',
      '$share/g/#',
      '$SYS/#',
      sensorTopic('door-2', 'ack'),
      sensorTopic('door-1', 'ack'),
    ]
    raw.say({ cmd: 'subscribe', messageId: 5, subscriptions: filters.map((topic) => ({ topic, qos: 1 })) })
    const [suback] = await raw.hear('suback')
    expect(suback).toMatchObject({ granted: [128, 128, 128, 128, 128, 1] })
    it_.broker.publish(sensorTopic('door-2', 'ack'), 'for two')
    it_.broker.publish(sensorTopic('door-1', 'ack'), 'for one')
    const heard = await raw.hear('publish')
    expect(heard.map((it) => it.cmd === 'publish' && it.payload.toString())).toEqual(['for one'])
    expect(it_.refusals).toEqual([{ clientId: 'door-1', reason: 'topic_not_yours' }])
    expect(await it_.counted('menshen_broker_refused_total', 'topic_not_yours')).toBe(5)
  })

  it('a lasting session keeps no filter that was refused: nothing of another is heard after coming back', async () => {
    const first = await it_.raw()
    first.say(connectPacket('door-1', { clean: false }))
    await first.hear('connack')
    const filters = [sensorTopic('door-1', 'down'), sensorTopic('door-2', 'down')]
    first.say({ cmd: 'subscribe', messageId: 5, subscriptions: filters.map((topic) => ({ topic, qos: 1 })) })
    await first.hear('suback')
    first.socket.destroy()
    await until('it is gone', () => it_.broker.connectedCount() === 0)
    await it_.broker.keep(sensorTopic('door-2', 'down'), '{"secret":true}')
    const second = await it_.raw()
    second.say(connectPacket('door-1', { clean: false }), { cmd: 'pingreq' })
    await second.hear('pingresp')
    expect(second.heard.map((it) => it.cmd)).toEqual(['connack', 'pingresp'])
  })

  it('a gateway may hear 32 filters, not more, and as often as it likes', async () => {
    const raw = await (await it_.raw()).login('gateway-1')
    const filters = Array.from(
      { length: 33 },
      (_, index) => ({ topic: `${GATEWAY_BASE}/${index}/set`, qos: 0 }) as const,
    )
    for (let round = 1; round <= 3; round += 1) {
      raw.say({ cmd: 'subscribe', messageId: round, subscriptions: filters })
      const subacks = await raw.hear('suback', round)
      expect(subacks.at(-1)).toMatchObject({ granted: [...Array.from({ length: 32 }, () => 0), 128] })
    }
    raw.say({ cmd: 'unsubscribe', messageId: 9, unsubscriptions: [`${GATEWAY_BASE}/0/set`] })
    await raw.hear('unsuback')
    raw.say({ cmd: 'subscribe', messageId: 10, subscriptions: filters.slice(32) })
    const subacks = await raw.hear('suback', 4)
    expect(subacks.at(-1)).toMatchObject({ granted: [0] })
  })

  it('what a sensor says reaches no other client, and is never retained', async () => {
    const raw = await (await it_.raw()).login('door-1')
    const gateway = await it_.client('gateway-1')
    const heard: string[] = []
    gateway.on('message', (topic) => heard.push(topic))
    await gateway.subscribeAsync(`${GATEWAY_BASE}/#`)
    raw.say({ ...publishPacket(UP, '{}'), retain: true } as const)
    await raw.hear('puback')
    await gateway.publishAsync(`${GATEWAY_BASE}/door`, '{"contact":false}', { qos: 1, retain: true })
    it_.broker.publish(`${GATEWAY_BASE}/door/set`, '{}')
    await until('what we say arrives', () => heard.length)
    expect(heard).toEqual([`${GATEWAY_BASE}/door/set`])
    expect(it_.accepted.map(({ topic, retain }) => ({ topic, retain }))).toEqual([
      { topic: UP, retain: false },
      { topic: `${GATEWAY_BASE}/door`, retain: false },
    ])
  })

  it('a will is no news when its sensor is back already', async () => {
    const gone = { will: { topic: sensorTopic('door-1', 'gone'), payload: Buffer.from('{}'), qos: 1, retain: false } }
    const halfOpen = await it_.raw()
    halfOpen.say(connectPacket('door-1', gone))
    await halfOpen.hear('connack')
    const back = await it_.raw()
    back.say(connectPacket('door-1', gone))
    await halfOpen.gone()
    back.say(publishPacket(UP, '{}'))
    await back.hear('puback')
    expect(it_.accepted.map(({ topic }) => topic)).toEqual([UP])
  })

  it('a will is news when only a stranger claims to be its sensor', async () => {
    const gone = { will: { topic: sensorTopic('door-1', 'gone'), payload: Buffer.from('{}'), qos: 2, retain: false } }
    const cut = await it_.raw()
    cut.say(connectPacket('door-1', gone))
    await cut.hear('connack')
    let asked = false
    it_.manner.authenticate = () => {
      asked = true
      return new Promise(() => undefined)
    }
    const stranger = await it_.raw()
    stranger.say(connectPacket('door-1'))
    await until('the stranger is being looked up', () => asked)
    cut.socket.destroy()
    await until('the will arrives', () => it_.accepted.length === 1)
    expect(it_.refusals).toEqual([])
  })

  it('a will is handed on as a hint when a sensor is cut off, and not when the broker closes', async () => {
    const gone = { will: { topic: sensorTopic('door-1', 'gone'), payload: Buffer.from('{}'), qos: 1, retain: true } }
    const cut = await it_.raw()
    cut.say(connectPacket('door-1', gone))
    await cut.hear('connack')
    cut.socket.destroy()
    await until('the will arrives', () => it_.accepted.length === 1)
    expect(it_.accepted[0]).toMatchObject({ topic: sensorTopic('door-1', 'gone'), retain: false })
    const still = await it_.raw()
    still.say(connectPacket('door-1', gone))
    await still.hear('connack')
    await it_.broker.close()
    await still.gone()
    expect(it_.accepted.length).toBe(1)
  })
})

/** A QoS 1 PUBLISH that ends behind its topic. */
function withoutId(topic: string): Buffer {
  return Buffer.concat([Buffer.from([0x32, topic.length + 2, 0, topic.length]), Buffer.from(topic)])
}

/** A QoS 1 PUBLISH with these very bytes for a topic. */
function rawPublish(topic: Buffer, messageId = 1): Buffer {
  const body = Buffer.concat([Buffer.from([0, topic.length]), topic, Buffer.from([0, messageId]), Buffer.from('{}')])
  return Buffer.concat([Buffer.from([0x32, body.length]), body])
}
