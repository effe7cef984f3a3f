import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sensorUid } from '../../base/id.ts'
import { sensorTopic } from '../../protocol/topic.ts'
import { COMMAND_WAITS_MS } from '../../registry/sensor-settings.ts'
import { writeSensorCommand, writeSensorSetting } from '../../store/sensor-setting.ts'
import type { WayIn } from '../ingest/contract.ts'
import { registerDoor } from '../ingest/pipeline.ts'
import { openWayIn } from '../ingest/way-in.ts'
import { until } from '../support/until.ts'
import { type Mosquitto, startMosquitto } from './mosquitto.ts'

let mosquitto: Mosquitto
let way: WayIn
beforeAll(async () => {
  mosquitto = await startMosquitto()
  way = await openWayIn({ MENSHEN_BROKER_URL: mosquitto.url, MENSHEN_BROKER_CLIENT_ID: 'settings' })
})
afterAll(async () => {
  await way.close()
  await mosquitto.stop()
})

/** What a sensor hears that connects, and sleeps again. */
async function heardBy(sensor: string): Promise<readonly { retain: boolean; text: string }[]> {
  const heard: { retain: boolean; text: string }[] = []
  const client = await connectAsync(mosquitto.url, { clientId: sensor, protocolVersion: 4, reconnectPeriod: 0 })
  client.on('message', (_topic, payload, { retain }) => heard.push({ retain, text: payload.toString() }))
  await client.subscribeAsync(sensorTopic(sensor, 'down'), { qos: 1 })
  // The broker has answered all that it had for this subscription before it answers the next.
  await client.subscribeAsync(sensorTopic(sensor, 'ack'), { qos: 1 })
  await client.endAsync()
  return heard
}

const heartbeat = (sensor: string, heartbeatSeconds: number) =>
  writeSensorSetting(
    way.pool,
    { sensor: sensorUid.parse(sensor), heartbeatSeconds, led: null, reportClosings: null },
    Date.now(),
  )

test('settings are retained for a sensor that sleeps, and told anew to a broker that has forgotten everything', async () => {
  const { sensor } = await registerDoor(way.pool)
  await heartbeat(sensor, 300)
  way.tell(sensor)
  const text = '{"heartbeatSeconds":300}'
  await until('it is retained', async () => (await heardBy(sensor)).at(0)?.text === text)
  expect(await heardBy(sensor)).toEqual([{ retain: true, text }])
  await mosquitto.restart()
  await until('it is retained again', async () => (await heardBy(sensor)).at(0)?.text === text, 20_000)
}, 40_000)

test('a command that has waited for an hour is taken back', async () => {
  const { sensor } = await registerDoor(way.pool)
  const at = Date.now() - COMMAND_WAITS_MS + 3000
  await writeSensorCommand(way.pool, sensorUid.parse(sensor), { name: 'locate', id: 'abc', at })
  way.tell(sensor)
  await until('it waits', async () => (await heardBy(sensor)).at(0)?.text === '{"command":"locate","id":"abc"}')
  await until('it waits no longer', async () => (await heardBy(sensor)).at(0)?.text === '{}', 20_000)
}, 40_000)
