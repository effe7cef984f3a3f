import { connectAsync, type MqttClient } from 'mqtt'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Heard, SharedSession } from '../../broker/shared-session.ts'
import { until } from '../support/until.ts'
import { type Mosquitto, startMosquitto } from './mosquitto.ts'

const ADDRESS = { username: null, password: null, authority: null }
const MESSAGES = 300

let mosquitto: Mosquitto
let publisher: MqttClient
const sessions: SharedSession[] = []
beforeAll(async () => {
  mosquitto = await startMosquitto()
  publisher = await connectAsync(mosquitto.url, { clientId: 'publisher', reconnectPeriod: 0 })
})
afterAll(async () => {
  await Promise.all(sessions.map((it) => it.close()))
  await publisher.endAsync(true)
  await mosquitto.stop()
})

async function open(
  clientId: string,
  filter: string,
  take: (message: Heard) => Promise<void>,
  errors: string[] = [],
): Promise<SharedSession> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const log = pino({ level: 'warn' }, { write: (line: string) => void errors.push(line) })
  const options = { address: { ...ADDRESS, url: mosquitto.url }, clientId, expirySeconds: 300, inFlightMax: 1000 }
  const session = new SharedSession(options, {
    take,
    subscribed: (it) => {
      it.subscribe([filter])
      resolve()
    },
    onNotStored: () => undefined,
    log,
  })
  sessions.push(session)
  await promise
  return session
}

const publish = (topic: string, count: number): Promise<unknown> =>
  Promise.all(Array.from({ length: count }, (_, n) => publisher.publishAsync(topic, String(n), { qos: 1 })))

test('hundreds are in hand at once; what was not stored comes again, and what was does not', async () => {
  const taken: string[] = []
  const refusals: (() => void)[] = []
  const manner = { stores: false }
  const take = ({ payload }: Heard): Promise<void> => {
    taken.push(payload.toString())
    if (manner.stores) return Promise.resolve()
    return new Promise((_, reject) => refusals.push(() => reject(new Error('not stored'))))
  }
  const session = await open('worker', '$share/menshen/held/#', take)
  await publish('held/door', MESSAGES)
  await until('all are in hand, none of them acknowledged', () => session.held === MESSAGES)
  manner.stores = true
  for (const refuse of refusals) refuse()
  await until('all have come again', () => taken.length === 2 * MESSAGES)
  expect(new Set(taken).size).toBe(MESSAGES)
  await until('all are stored', () => session.held === 0)
  await session.close()

  const after: string[] = []
  await open('worker', '$share/menshen/held/#', async ({ payload }) => void after.push(payload.toString()))
  await publish('held/door', 1)
  await until('it listens again', () => after.length > 0)
  expect(after).toEqual(['0'])
})

test('is acknowledged in the order in which it came, each after all before it (MQTT-4.6.0-2)', async () => {
  const stored: ((() => void) | undefined)[] = []
  const again: string[] = []
  const manner = { holds: true }
  const take = ({ payload }: Heard): Promise<void> => {
    if (!manner.holds) {
      again.push(payload.toString())
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const isFirst = stored.length === 0
      stored.push(isFirst ? () => reject(new Error('not stored')) : resolve)
    })
  }
  await open('orderly', '$share/menshen/order/#', take)
  for (let n = 0; n < 3; n += 1) await publisher.publishAsync('order/door', String(n), { qos: 1 })
  await until('three are in hand', () => stored.length === 3)
  // The second and the third are stored, and wait for the first, which is not.
  stored[1]?.()
  stored[2]?.()
  manner.holds = false
  stored[0]?.()
  await until('all three come again', () => again.length === 3)
  expect(again).toEqual(['0', '1', '2'])
})

test('two workers share what comes, and one that ends leaves the rest to the other when it comes back', async () => {
  const heard: Record<'one' | 'two', string[]> = { one: [], two: [] }
  const take = (name: 'one' | 'two') => (message: Heard) => {
    heard[name].push(message.payload.toString())
    return Promise.resolve()
  }
  const one = await open('one', '$share/menshen/shared/#', take('one'))
  await open('two', '$share/menshen/shared/#', take('two'))
  await publish('shared/door', 100)
  await until('each is heard by one of them', () => heard.one.length + heard.two.length === 100)
  expect(Math.min(heard.one.length, heard.two.length)).toBeGreaterThan(0)
  await one.close()
  await publish('shared/door', 100)
  await open('one', '$share/menshen/shared/#', take('one'))
  await until('all are heard', () => heard.one.length + heard.two.length === 200)
})

test('a worker that another one under its id throws off says so', async () => {
  const errors: string[] = []
  await open('twin', '$share/menshen/twin/#', async () => undefined, errors)
  const twin = await connectAsync(mosquitto.url, { clientId: 'twin', protocolVersion: 5, reconnectPeriod: 0 })
  await until('the log says so', () => errors.some((it) => it.includes('another goes by this id')))
  await twin.endAsync(true)
})
