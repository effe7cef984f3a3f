import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sensorTopic } from '../../protocol/topic.ts'
import { until } from '../support/until.ts'
import { authenticate, connectPacket, type Fixture, held, publishPacket, startFixture } from './broker-fixture.ts'

const WRONG = { password: Buffer.from('not the secret') }

describe('who connects', () => {
  let it_: Fixture
  beforeEach(async () => {
    it_ = await startFixture()
  })
  afterEach(() => it_.close())

  async function answerTo(connect: ReturnType<typeof connectPacket>): Promise<number | undefined> {
    const raw = await it_.raw()
    raw.say(connect)
    const [connack] = await raw.hear('connack')
    if (connack?.cmd === 'connack' && connack.returnCode !== 0) await raw.gone()
    return connack?.cmd === 'connack' ? connack.returnCode : undefined
  }

  it('is let in with the right secret', async () => {
    expect(await answerTo(connectPacket('door-1'))).toBe(0)
    await until('it is counted', () => it_.broker.connectedCount() === 1)
  })

  it.each([
    ['a wrong secret', connectPacket('door-1', WRONG), 5, 'not_authenticated'],
    ['another user name', connectPacket('door-1', { username: 'door-2' }), 2, 'client_id_is_not_user_name'],
    ['an id that would be a wildcard', connectPacket('+'), 5, 'not_authenticated'],
    ['a will that is not its own', connectPacket('door-1', will('menshen/v1/door-2/gone')), 5, 'will_not_yours'],
    ['no keepalive', connectPacket('door-1', { keepalive: 0 }), 6, 'keepalive'],
    ['MQTT 5', connectPacket('door-1', { protocolVersion: 5 }), 1, 'protocol_version'],
  ])('is refused with %s, which is told', async (_what, connect, code, reason) => {
    expect(await answerTo(connect)).toBe(code)
    expect(it_.refusals.map((it) => it.reason)).toEqual([reason])
    expect(await it_.counted('menshen_broker_refused_total', reason)).toBe(1)
  })

  it('is refused without a client id', async () => {
    expect(await answerTo(connectPacket('', { username: 'door-1' }))).toBe(2)
    expect(await it_.counted('menshen_broker_refused_total', 'no_client_id')).toBe(1)
  })

  it('is asked to come again when nobody can tell who it is', async () => {
    it_.manner.authenticate = () => Promise.reject(new Error('no database'))
    expect(await answerTo(connectPacket('door-1'))).toBe(3)
    expect(it_.refusals).toEqual([])
  })

  it('never disturbs the live connection of the right one with a wrong secret', async () => {
    const right = await (await it_.raw()).login('door-1')
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await answerTo(connectPacket('door-1', WRONG))).toBe(5)
    right.say(publishPacket(sensorTopic('door-1', 'up'), '{}'))
    await right.hear('puback')
    expect(right.closed).toBe(false)
  })

  it('takes over its own earlier connection', async () => {
    const earlier = await (await it_.raw()).login('door-1')
    const later = await (await it_.raw()).login('door-1')
    await earlier.gone()
    later.say(publishPacket(sensorTopic('door-1', 'up'), '{}'))
    await later.hear('puback')
    expect(it_.broker.connectedCount()).toBe(1)
  })

  it('may go on talking before it is answered; what it says waits for its login', async () => {
    const go = held()
    let asked = false
    it_.manner.authenticate = async (credential) => {
      asked = true
      await go.promise
      return authenticate(credential)
    }
    const raw = await it_.raw()
    const publishes = Array.from({ length: 100 }, (_, id) => publishPacket(sensorTopic('door-1', 'up'), '{}', id + 1))
    raw.socket.setNoDelay(true)
    for (const packet of [connectPacket('door-1'), ...publishes]) {
      raw.say(packet)
      await new Promise((resolve) => setImmediate(resolve))
    }
    const subscriptions = [{ topic: sensorTopic('door-1', 'ack'), qos: 1 }] as const
    raw.say({ cmd: 'subscribe', messageId: 200, subscriptions: [...subscriptions] })
    await until('it is being looked up', () => asked)
    expect(it_.accepted).toEqual([])
    go.resolve()
    await raw.hear('puback', 100)
    expect((await raw.hear('suback'))[0]).toMatchObject({ granted: [1] })
    expect(raw.heard[0]?.cmd).toBe('connack')
  })

  it('waits in line: no more than eight credentials are looked up at once', async () => {
    const go = held()
    let atOnce = 0
    let most = 0
    it_.manner.authenticate = async (credential) => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await go.promise
      atOnce -= 1
      return authenticate(credential)
    }
    const raws = await Promise.all(Array.from({ length: 40 }, () => it_.raw()))
    for (const [index, raw] of raws.entries()) raw.say(connectPacket(`door-${index}`))
    await until('the first are looked up', () => atOnce === 8)
    go.resolve()
    await Promise.all(raws.map((raw) => raw.hear('connack')))
    expect(most).toBe(8)
  })

  it('is thrown off at once when its credential is revoked, also while it is being let in', async () => {
    const inside = await (await it_.raw()).login('door-1')
    it_.broker.disconnect('door-1')
    await inside.gone()
    const go = held()
    let asked = false
    it_.manner.authenticate = async (credential) => {
      asked = true
      await go.promise
      return authenticate(credential)
    }
    const entering = await it_.raw()
    entering.say(connectPacket('door-1'))
    await until('it is being looked up', () => asked)
    it_.broker.disconnect('door-1')
    go.resolve()
    await entering.gone()
    expect(entering.heard).toEqual([])
    expect(it_.broker.connectedCount()).toBe(0)
  })

  it('from one address comes only so fast, which is counted', async () => {
    await it_.close()
    it_ = await startFixture({ connectionsPerSecond: 1 })
    const raws = await Promise.all(Array.from({ length: 20 }, () => it_.raw()))
    await until('some are turned away', () => raws.filter((raw) => raw.closed).length >= 14)
    expect(await it_.counted('menshen_broker_refused_total', 'connection_rate')).toBeGreaterThanOrEqual(14)
    const inside = raws.find((raw) => !raw.closed)
    await inside?.login('door-1')
  })
})

function will(topic: string): object {
  return { will: { topic, payload: Buffer.from('{}'), qos: 1, retain: false } }
}
