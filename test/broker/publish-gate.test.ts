import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sensorTopic } from '../../protocol/topic.ts'
import { until } from '../support/until.ts'
import { type Fixture, held, publishPacket, startFixture } from './broker-fixture.ts'

const UP = sensorTopic('door-1', 'up')

describe('a publish', () => {
  let it_: Fixture
  beforeEach(async () => {
    it_ = await startFixture()
  })
  afterEach(() => it_.close())

  it('is acknowledged once it is stored, and not before', async () => {
    const commit = held()
    it_.manner.accept = () => commit.promise
    const raw = await (await it_.raw()).login('door-1')
    raw.say(publishPacket(UP, '{}'), { cmd: 'pingreq' })
    await until('it is in the gate', () => it_.accepted.length)
    await raw.hear('pingresp')
    expect(raw.heard.some((packet) => packet.cmd === 'puback')).toBe(false)
    commit.resolve()
    await raw.hear('puback')
    expect(it_.accepted[0]).toMatchObject({ clientId: 'door-1', topic: UP, retain: false })
  })

  it('that could not be stored is not acknowledged; its sensor is disconnected and counted', async () => {
    it_.manner.accept = () => Promise.reject(new Error('no database'))
    const raw = await (await it_.raw()).login('door-1')
    raw.say(publishPacket(UP, '{}'))
    await raw.gone()
    expect(raw.heard.map((packet) => packet.cmd)).toEqual(['connack'])
    expect(await it_.counted('menshen_broker_not_acknowledged_total')).toBe(1)
    expect(it_.refusals).toEqual([])
  })

  it('is acknowledged in the order of arrival, whatever the order of the commits (MQTT-4.6.0-2)', async () => {
    const commits = [held(), held(), held(), held()]
    it_.manner.accept = () => commits[it_.accepted.length - 1]?.promise ?? Promise.resolve()
    const raw = await (await it_.raw()).login('door-1')
    raw.say(...commits.map((_, index) => publishPacket(UP, '{}', index + 1)))
    await until('all are in the gate', () => it_.accepted.length === 4)
    for (const commit of commits.toReversed()) commit.resolve()
    const acknowledged = await raw.hear('puback', 4)
    expect(acknowledged.map((packet) => packet.messageId)).toEqual([1, 2, 3, 4])
  })

  it('after one that could not be stored is not acknowledged either, though it is stored; one before it is', async () => {
    const commits = [held(), held(), held(), held()]
    it_.manner.accept = () => commits[it_.accepted.length - 1]?.promise ?? Promise.resolve()
    const raw = await (await it_.raw()).login('door-1')
    raw.say(...commits.map((_, index) => publishPacket(UP, '{}', index + 1)))
    await until('all are in the gate', () => it_.accepted.length === 4)
    commits[0]?.resolve()
    await raw.hear('puback')
    commits[3]?.resolve()
    commits[2]?.resolve()
    commits[1]?.reject(new Error('no database'))
    await raw.gone()
    expect(raw.heard.map((packet) => packet.messageId)).toEqual([undefined, 1])
    expect(await it_.counted('menshen_broker_not_acknowledged_total')).toBe(1)
    await until('nothing is held', async () => (await it_.counted('menshen_broker_held')) === 0)
  })

  it('of a burst of 5,000 on one connection is stored and acknowledged in its order, none lost, none twice', async () => {
    await it_.close()
    it_ = await startFixture({ messagesPerSecond: { sensor: 100_000, gateway: 1 } })
    const batch: (() => void)[] = []
    it_.manner.accept = () => {
      const { promise, resolve } = held()
      if (batch.push(resolve) === 1) {
        setImmediate(() => {
          for (const commit of batch.splice(0).toReversed()) commit()
        })
      }
      return promise
    }
    const raw = await (await it_.raw()).login('door-1')
    const numbers = Array.from({ length: 5000 }, (_, index) => index + 1)
    raw.say(...numbers.map((seq) => publishPacket(UP, `{"seq":${seq}}`, seq)))
    const acknowledged = await raw.hear('puback', 5000)
    expect(acknowledged.map((packet) => packet.messageId)).toEqual(numbers)
    expect(it_.accepted.map(({ payload }) => payload.toString())).toEqual(numbers.map((seq) => `{"seq":${seq}}`))
  })

  it('of a gateway with QoS 2 is received only once it is stored', async () => {
    const commit = held()
    it_.manner.accept = () => commit.promise
    const raw = await (await it_.raw()).login('gateway-1')
    raw.say({ ...publishPacket('zigbee2mqtt/house-7/door', '{}', 3), qos: 2 } as const, { cmd: 'pingreq' })
    await until('it is in the gate', () => it_.accepted.length)
    await raw.hear('pingresp')
    expect(raw.heard.some((packet) => packet.cmd === 'pubrec')).toBe(false)
    commit.resolve()
    await raw.hear('pubrec')
    raw.say({ cmd: 'pubrel', messageId: 3 })
    await raw.hear('pubcomp')
    expect(it_.accepted.length).toBe(1)
  })

  it('waits outside when its sensor has 64 in the gate, and none is lost', async () => {
    const commits: ReturnType<typeof held>[] = []
    it_.manner.accept = () => {
      commits.push(held())
      return commits.at(-1)?.promise ?? Promise.resolve()
    }
    const raw = await (await it_.raw()).login('door-1')
    raw.say(...Array.from({ length: 500 }, (_, index) => publishPacket(UP, `{"seq":${index}}`, index + 1)))
    await until('the window is full', () => commits.length === 64)
    for (let stored = 0; stored < 500; stored += 1) {
      const commit = await until('the next is in the gate', () => commits[stored])
      expect(commits.length - stored).toBeLessThanOrEqual(64)
      commit.resolve()
    }
    const acknowledged = await raw.hear('puback', 500)
    expect(acknowledged.map((packet) => packet.messageId)).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
  })

  it('in single spaced frames also meets the window', async () => {
    const commit = held()
    it_.manner.accept = () => commit.promise
    const raw = await (await it_.raw()).login('door-1')
    raw.socket.setNoDelay(true)
    for (let index = 1; index <= 200; index += 1) {
      raw.say(publishPacket(UP, '{}', index))
      await new Promise((resolve) => setImmediate(resolve))
    }
    await until('reading stops', () => it_.accepted.length > 48)
    const other = await (await it_.raw()).login('door-2')
    other.say({ cmd: 'pingreq' })
    await other.hear('pingresp')
    expect(it_.accepted.length).toBeLessThanOrEqual(64)
    commit.resolve()
    await raw.hear('puback', 200)
  })

  it('survives being cut anywhere between two reads', async () => {
    const raw = await (await it_.raw()).login('gateway-1')
    const payload = Buffer.alloc(200 * 1024, 'x')
    raw.say(publishPacket('zigbee2mqtt/house-7/bridge/devices', payload, 7))
    await raw.hear('puback')
    expect(it_.accepted[0]?.payload.equals(payload)).toBe(true)
  })

  it('faster than the rate of its sensor is slowed down and not dropped', async () => {
    await it_.close()
    it_ = await startFixture({ messagesPerSecond: { sensor: 500, gateway: 500 } })
    const raw = await (await it_.raw()).login('door-1')
    raw.say(...Array.from({ length: 1100 }, (_, index) => publishPacket(UP, '{}', index + 1)))
    await raw.hear('puback', 1100)
    expect(await it_.counted('menshen_broker_slowed_down_total')).toBeGreaterThan(0)
  })

  it('that is never answered is given up after ten seconds, unacknowledged, and the next is not', async () => {
    let now = 1_000_000
    await it_.close()
    it_ = await startFixture({}, { elapsed: () => now })
    it_.manner.accept = () => new Promise(() => undefined)
    const stuck = await (await it_.raw()).login('door-1')
    stuck.say(publishPacket(UP, '{}'))
    await until('it is in the gate', () => it_.accepted.length)
    now += 9000
    const later = await (await it_.raw()).login('door-2')
    later.say(publishPacket(sensorTopic('door-2', 'up'), '{}'))
    await until('the other is in the gate', () => it_.accepted.length === 2)
    now += 2000
    await stuck.gone()
    expect(stuck.heard.map((packet) => packet.cmd)).toEqual(['connack'])
    expect(later.closed).toBe(false)
    await until('only the other is held', async () => (await it_.counted('menshen_broker_held')) === 1)
    now += 9000
    await later.gone()
  })

  it('is taken, and its sensor let in, though the wall clock is put back by two hours', async () => {
    let stepMs = 0
    await it_.close()
    it_ = await startFixture({}, { clock: () => Date.now() + stepMs })
    const before = await (await it_.raw()).login('door-1')
    before.say(publishPacket(UP, '{}'))
    await before.hear('puback')
    stepMs = -2 * 3600 * 1000
    before.say(publishPacket(UP, '{}', 2))
    await before.hear('puback', 2)
    const after = await (await it_.raw()).login('door-2')
    after.say(publishPacket(sensorTopic('door-2', 'up'), '{}'))
    await after.hear('puback')
    expect(await it_.counted('menshen_broker_refused_total')).toBe(0)
  })

  it('of a crowd waits outside when 20,000 are in the gate altogether, and none is lost', async () => {
    const crowd = 340
    const each = 100
    const commit = held()
    it_.manner.accept = () => commit.promise
    const raws = await Promise.all(Array.from({ length: crowd }, async (_, n) => (await it_.raw()).login(`door-${n}`)))
    for (const [n, raw] of raws.entries()) {
      raw.say(...Array.from({ length: each }, (_, id) => publishPacket(sensorTopic(`door-${n}`, 'up'), '{}', id + 1)))
    }
    await until('the gate is shut', () => it_.accepted.length >= 20_000)
    const late = await (await it_.raw()).login('door-late')
    late.say(publishPacket(sensorTopic('door-late', 'up'), '{}'))
    expect(it_.accepted.length).toBeLessThan(20_000 + 64)
    commit.resolve()
    await Promise.all(raws.map((raw) => raw.hear('puback', each)))
    await late.hear('puback')
    expect(it_.accepted.length).toBe(crowd * each + 1)
    expect(await it_.counted('menshen_broker_held')).toBe(0)
  })

  it('in the gate is still stored and acknowledged when the broker closes', async () => {
    const commit = held()
    it_.manner.accept = () => commit.promise
    const raw = await (await it_.raw()).login('door-1')
    raw.say(publishPacket(UP, '{}'))
    await until('it is in the gate', () => it_.accepted.length)
    const closing = it_.broker.close()
    // Enough for a broker that did not wait for its gate to have ended every connection.
    for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(raw.closed).toBe(false)
    commit.resolve()
    await closing
    await raw.gone()
    expect(raw.heard.map((packet) => packet.cmd)).toEqual(['connack', 'puback'])
  })
})
