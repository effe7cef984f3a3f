import { afterEach, describe, expect, test } from 'vitest'
import { Closers } from '../../base/closers.ts'
import { DEFAULT_PROFILE, type Profile } from '../../firmware-sim/profile.ts'
import { seededRandom } from '../../firmware-sim/random.ts'
import { SimulatedSensor } from '../../firmware-sim/sensor.ts'
import { until } from '../support/until.ts'
import { type Manner, type StoringBroker, storingBroker } from './storing-broker.ts'

const closers = new Closers()
afterEach(() => closers.close())

const OPEN = { kind: 'door', door: 'open' } as const
const CLOSE = { kind: 'door', door: 'closed' } as const

async function build(manner?: (arrivals: number) => Manner, profile: Partial<Profile> = {}) {
  const broker = await storingBroker(manner)
  closers.add('broker', () => broker.close())
  const made = new Map<string, number>()
  const sensor = new SimulatedSensor({
    ...{ id: 'sim-0001', secret: 'a secret', brokerUrl: broker.url, clock: Date.now, random: seededRandom('sensor') },
    profile: { ...DEFAULT_PROFILE, heartbeatMs: 3_600_000, retryMs: 200, ...profile },
    onMade: ({ message }, at) => made.set(`${message.boot}/${message.seq}`, at),
  })
  closers.add('sensor', () => sensor.stop())
  sensor.start()
  await sensor.connected()
  return { broker, sensor, made }
}

const kinds = (broker: StoringBroker) => broker.arrivals.map(({ message }) => message.kind)
const emptied = (sensor: SimulatedSensor) => until('the journal is empty', () => sensor.counts.journalLeft === 0)

describe('sensor', () => {
  test('says hello first, then what happens', async () => {
    const { broker, sensor } = await build()
    sensor.feel(OPEN)
    sensor.feel(CLOSE)
    await emptied(sensor)
    expect(kinds(broker)).toEqual(['hello', 'opened', 'closed'])
    expect(broker.arrivals.at(-1)?.message.openings).toBe(1)
  })

  test('an hour of the journal survives a lost network and a reboot, with ages that are right', async () => {
    const { broker, sensor, made } = await build()
    await emptied(sensor)
    sensor.loseNetwork()
    sensor.feel(OPEN)
    await until('the broker published the will', () => broker.gone.length > 0)
    sensor.feel(CLOSE)
    sensor.reboot()
    expect(sensor.counts.journalLeft).toBe(3)
    sensor.regainNetwork()
    await emptied(sensor)
    expect(kinds(broker)).toEqual(['hello', 'opened', 'closed', 'hello'])
    for (const { message, receivedAt } of broker.arrivals) {
      const happenedAt = made.get(`${message.boot}/${message.seq}`) ?? 0
      expect(receivedAt - message.age).toBeGreaterThanOrEqual(Math.floor(happenedAt) - 1)
      expect(message.age).toBeLessThanOrEqual(receivedAt - Math.floor(happenedAt) + 1)
    }
  })

  test('what the broker refuses is said again until it is stored', async () => {
    let refusals = 0
    const { broker, sensor } = await build(() => {
      refusals += 1
      return refusals <= 2 ? 'refuse' : 'store'
    })
    sensor.feel(OPEN)
    await emptied(sensor)
    expect(new Set(kinds(broker))).toEqual(new Set(['hello', 'opened']))
    expect(sensor.counts.resent).toBeGreaterThan(0)
  })

  test('with a broker that is not ours the journal waits for the acknowledgement, and resend ranges are said again', async () => {
    const { broker, sensor } = await build(undefined, { pubackMeansStored: false, retryMs: 3_600_000 })
    for (const act of [OPEN, CLOSE, OPEN, CLOSE]) sensor.feel(act)
    await until('all have arrived', () => broker.arrivals.length === 5)
    expect(sensor.counts.journalLeft).toBe(5)
    const boot = broker.arrivals[0]?.message.boot
    await broker.say('sim-0001', 'ack', { boot, seq: 1, resend: [[2, 3]] })
    await until('the range came again', () => broker.arrivals.length === 7)
    expect(broker.arrivals.slice(5).map(({ message }) => message.seq)).toEqual([2, 3])
    await broker.say('sim-0001', 'ack', { boot, seq: 5 })
    await emptied(sensor)
  })

  test('a full journal loses its oldest and keeps counting', async () => {
    const { broker, sensor } = await build(undefined, { journalEntriesMax: 4 })
    await emptied(sensor)
    sensor.loseNetwork()
    for (let times = 0; times < 5; times += 1) {
      sensor.feel(OPEN)
      sensor.feel(CLOSE)
    }
    expect([sensor.counts.journalLeft, sensor.counts.dropped]).toEqual([4, 6])
    sensor.regainNetwork()
    await emptied(sensor)
    expect(broker.arrivals.slice(1).map(({ message }) => [message.seq, message.openings])).toEqual([
      [8, 4],
      [9, 4],
      [10, 5],
      [11, 5],
    ])
  })

  test('a broker that drops every connection finds the sensor again', async () => {
    const { broker, sensor } = await build()
    await emptied(sensor)
    broker.cutEverybody()
    await until('the sensor noticed', () => !sensor.linkIsUp)
    sensor.feel(OPEN)
    await emptied(sensor)
    expect(sensor.counts.connects).toBe(2)
    expect(kinds(broker)).toEqual(['hello', 'opened'])
  })

  test('a sleeping sensor disconnects with a goodbye and comes back for an edge', async () => {
    const { broker, sensor } = await build(undefined, { sleeps: true })
    await until('it sleeps', () => !sensor.linkIsUp && broker.aedes.connectedClients === 0)
    sensor.feel(OPEN)
    await until('it told of the opening', () => broker.arrivals.length === 2)
    await emptied(sensor)
    expect(broker.gone).toEqual([])
  })

  test('commands arrive over down; what is not in the protocol is counted', async () => {
    const { broker, sensor } = await build()
    await broker.say('sim-0001', 'down', 'not json', false)
    await broker.say('sim-0001', 'down', { command: 'reboot' }, true)
    await until('it rebooted and said hello', () => kinds(broker).filter((kind) => kind === 'hello').length === 2)
    await emptied(sensor)
    expect([sensor.counts.unreadable, sensor.counts.reboots]).toEqual([1, 1])
  })
})
