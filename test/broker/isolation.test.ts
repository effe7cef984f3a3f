import fc from 'fast-check'
import type { Packet } from 'mqtt-packet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sensorTopic } from '../../protocol/topic.ts'
import { until } from '../support/until.ts'
import { connectPacket, type Fixture, publishPacket, type RawClient, startFixture } from './broker-fixture.ts'

const KINDS = ['up', 'gone', 'ack', 'down'] as const

/** authority.test.ts holds the rule; this holds what goes over the wire to it, aedes' own routing included. */
describe('one sensor on a live broker', () => {
  let it_: Fixture
  let other: RawClient
  beforeAll(async () => {
    it_ = await startFixture({ connectionsPerSecond: 10_000 })
    other = await (await it_.raw()).login('door-b')
    const own = [sensorTopic('door-b', 'ack'), sensorTopic('door-b', 'down')]
    other.say({ cmd: 'subscribe', messageId: 1, subscriptions: own.map((topic) => ({ topic, qos: 1 })) })
    await other.hear('suback')
  })
  afterAll(() => it_.close())

  const level = fc.oneof(
    fc.constantFrom('menshen', 'v1', 'door-a', 'door-b', 'DOOR-B', '+', '#', '', '..', '$share', '$SYS', ...KINDS),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  )
  const topic = fc.oneof(
    fc.array(level, { minLength: 1, maxLength: 6 }).map((levels) => levels.join('/')),
    fc
      .tuple(fc.constantFrom('door-a', 'door-b', '+', '#', 'door-b/'), fc.constantFrom(...KINDS, '+', '#'))
      .map(([id, kind]) => `menshen/v1/${id}/${kind}`),
    fc.constantFrom('$share/g/menshen/v1/door-b/ack', '/menshen/v1/door-b/down', 'menshen/v1/door-b/ack\0'),
  )
  const filters = fc.array(topic, { minLength: 1, maxLength: 5 })
  // `own` says nothing foreign, so that some of the runs are let in for certain.
  const way = fc.constantFrom('will', 'publish', 'own')

  it('never hears or says anything of another one, whatever it subscribes to, publishes or leaves as its will', async () => {
    await fc.assert(
      fc.asyncProperty(filters, topic, way, fc.boolean(), async (wanted, said, how, clean) => {
        // A CONNECT with a will on no topic at all cannot be written.
        fc.pre(said !== '' || how !== 'will')
        const heardByOther = other.heard.length
        const own = await it_.raw()
        const will = { topic: said, payload: Buffer.from('injected'), qos: 1, retain: true }
        own.say(connectPacket('door-a', how === 'will' ? { will, clean } : { clean }))
        const subscriptions = wanted.map((it) => ({ topic: it, qos: 1 }) as const)
        own.say({ cmd: 'subscribe', messageId: 1, subscriptions }, { cmd: 'pingreq' })
        await until('it is served or closed', () => own.closed || own.heard.some((it) => it.cmd === 'pingresp'))
        for (const kind of KINDS) it_.broker.publish(sensorTopic('door-b', kind), 'for b')
        it_.broker.publish(sensorTopic('door-a', 'ack'), 'for a')
        own.say({ ...publishPacket(how === 'publish' ? said : sensorTopic('door-a', 'up'), 'injected'), retain: true })
        own.say({ cmd: 'pingreq' })
        await until('it is served or closed', () => own.closed || own.heard.filter(isPong).length === 2)
        own.socket.destroy()
        await until('it is gone', () => it_.broker.connectedCount() === 1)
        expect(publishedTo(own.heard).filter((it) => !isOwn('door-a', ['ack', 'down'], it))).toEqual([])
        await until('the other has heard its own', () => publishedTo(other.heard.slice(heardByOther)).length >= 2)
        expect(publishedTo(other.heard.slice(heardByOther)).toSorted()).toEqual([
          sensorTopic('door-b', 'ack'),
          sensorTopic('door-b', 'down'),
        ])
      }),
      { numRuns: 150 },
    )
    expect(it_.accepted.filter((it) => !isOwn('door-a', ['up', 'gone'], it.topic))).toEqual([])
    expect(it_.accepted.length).toBeGreaterThan(0)
    expect(other.closed).toBe(false)
  })
})

function isPong(packet: Packet): boolean {
  return packet.cmd === 'pingresp'
}

function publishedTo(packets: readonly Packet[]): readonly string[] {
  return packets.flatMap((packet) => (packet.cmd === 'publish' ? [packet.topic] : []))
}

function isOwn(id: string, kinds: readonly (typeof KINDS)[number][], topic: string): boolean {
  return kinds.some((kind) => topic === sensorTopic(id, kind))
}
