import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sensorUid } from '../../base/id.ts'
import { sensorTopic } from '../../protocol/topic.ts'
import { revokeSensorSecret } from '../../store/sensor.ts'
import type { WayIn } from '../ingest/contract.ts'
import { registerDoor } from '../ingest/pipeline.ts'
import { openWayIn } from '../ingest/way-in.ts'
import { until } from '../support/until.ts'
import { type Mosquitto, startMosquitto } from './mosquitto.ts'

let mosquitto: Mosquitto
let way: WayIn
beforeAll(async () => {
  mosquitto = await startMosquitto()
  way = await openWayIn({ MENSHEN_BROKER_URL: mosquitto.url, MENSHEN_BROKER_CLIENT_ID: 'revoked' })
})
afterAll(async () => {
  await way.close()
  await mosquitto.stop()
})

test('a revoked sensor whose connection goes on is not believed from then on: counted, neither stored nor answered', async () => {
  const { sensor } = await registerDoor(way.pool)
  const uid = sensorUid.parse(sensor)
  const client = await connectAsync(mosquitto.url, { clientId: sensor, protocolVersion: 4, reconnectPeriod: 0 })
  const acks: string[] = []
  client.on('message', (_topic, payload) => acks.push(payload.toString()))
  await client.subscribeAsync(sensorTopic(sensor, 'ack'), { qos: 1 })
  const say = (seq: number) => {
    const message = { boot: 'a1b2c3d4', seq, kind: 'opened', age: 0, door: 'open' }
    return client.publishAsync(sensorTopic(sensor, 'up'), JSON.stringify(message), { qos: 1 })
  }
  const journaled = async (): Promise<readonly string[]> => {
    const { rows } = await way.pool.query<{ seen: string }>('select seen from journal where sensor_uid = $1', [uid])
    return rows.map((it) => it.seen)
  }
  const counted = async () =>
    (await way.metrics.getSingleMetric('menshen_revoked_messages_total')?.get())?.values[0]?.value

  await say(1)
  await until('it is acknowledged', () => acks.length === 1)
  await revokeSensorSecret(way.pool, uid, Date.now())
  await say(2)
  await client.publishAsync(sensorTopic(sensor, 'up'), 'not json', { qos: 1 })
  await until('both are counted', async () => (await counted()) === 2)
  expect(await journaled()).toEqual(['{[1,2)}'])
  const { rows } = await way.pool.query('select 1 from rejected_message where client_id = $1', [sensor])
  expect(rows).toEqual([])

  await way.pool.query('update sensor set revoked_at = null where uid = $1', [uid])
  await say(3)
  await until('it is believed again, and what it said meanwhile is asked for', () =>
    acks.some((it) => it.includes('"resend":[[2,2]]')),
  )
  await client.endAsync(true)
}, 30_000)
