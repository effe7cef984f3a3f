import { readFileSync } from 'node:fs'
import path from 'node:path'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { householdId } from '../../base/id.ts'
import { reconsider } from '../../evaluator/reconsider.ts'
import { UNREADABLE_MIN } from '../../ingest/misbehaviour.ts'
import { acknowledgement } from '../../protocol/acknowledgement.ts'
import { sensorTopic } from '../../protocol/topic.ts'
import { inTransaction } from '../../store/transaction.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { fitUnderOrder, type Pipeline, registerDoor, registerGateway, secretOf, startPipeline } from './pipeline.ts'

let database: TestDatabase
let pipeline: Pipeline
const clients: MqttClient[] = []
beforeAll(async () => {
  database = await freshDatabase()
  pipeline = await startPipeline(database.pool)
})
afterAll(async () => {
  for (const client of clients) await client.endAsync(true)
  await pipeline.close()
  await database.close()
})

async function join(id: string): Promise<MqttClient> {
  const client = await connectAsync({
    host: '127.0.0.1',
    port: pipeline.port,
    clientId: id,
    username: id,
    password: secretOf(id),
    protocolVersion: 4,
    reconnectPeriod: 0,
  })
  clients.push(client)
  return client
}

async function door(): Promise<{ sensor: string; household: number; client: MqttClient }> {
  const { sensor, household } = await registerDoor(database.pool)
  await inTransaction(database.pool, (tx) => reconsider(tx, householdId.parse(household), Date.now()))
  return { sensor, household, client: await join(sensor) }
}

const say = (seq: number, kind: string, more: object = {}): object => ({ boot: 'a1b2c3d4', seq, kind, age: 0, ...more })

const eventsOf = async (sensor: string): Promise<unknown[]> =>
  (
    await database.pool.query(
      'select boot, seq, kind, contact from door_event where sensor_uid = $1 order by seq, occurred_at',
      [sensor],
    )
  ).rows

describe('a native sensor', () => {
  test('what is acknowledged is stored: the row is there when PUBACK has come', async () => {
    const { sensor, household, client } = await door()
    await client.publishAsync(sensorTopic(sensor, 'up'), JSON.stringify(say(1, 'opened')), { qos: 1 })
    expect(await eventsOf(sensor)).toEqual([{ boot: 'a1b2c3d4', seq: 1, kind: 'opened', contact: 'open' }])
    const { rows } = await database.pool.query(
      "select kind, condition from alert where household_id = $1 and kind = 'unpermitted_opening'",
      [household],
    )
    expect(rows).toEqual([{ kind: 'unpermitted_opening', condition: 'active' }])
  })

  test('a message said twice is stored once, a hole is asked for, and filling it moves the acknowledgement', async () => {
    const { sensor, client } = await door()
    const heard: unknown[] = []
    client.on('message', (_topic, payload) => heard.push(acknowledgement.parse(JSON.parse(payload.toString()))))
    await client.subscribeAsync(sensorTopic(sensor, 'ack'), { qos: 1 })
    const up = sensorTopic(sensor, 'up')
    for (const seq of [1, 1, 4]) await client.publishAsync(up, JSON.stringify(say(seq, 'heartbeat')), { qos: 1 })
    await until('the hole is asked for', () => heard.some((it) => JSON.stringify(it).includes('"resend":[[2,3]]')))
    await client.publishAsync(up, JSON.stringify([say(2, 'heartbeat'), say(3, 'heartbeat')]), { qos: 1 })
    await until('everything is acknowledged', () =>
      heard.some((it) => JSON.stringify(it) === '{"boot":"a1b2c3d4","seq":4}'),
    )
    expect(await eventsOf(sensor)).toHaveLength(4)
  })

  test('one bad message does not cost its neighbours: 999 of 1000 are stored, the bad one is in the rejected table, all are acknowledged', async () => {
    const doors = await Promise.all(Array.from({ length: 10 }, door))
    const messages = doors.flatMap(({ sensor, client }) =>
      Array.from({ length: 100 }, (_, index) => ({ sensor, client, seq: index + 1 })),
    )
    await Promise.all(
      messages.map(({ sensor, client, seq }, index) =>
        client.publishAsync(
          sensorTopic(sensor, 'up'),
          index === 537
            ? '{"boot":"a1b2c3d4","seq":38,"kind":"exploded","age":0}'
            : JSON.stringify(say(seq, 'heartbeat')),
          { qos: 1 },
        ),
      ),
    )
    const stored = await Promise.all(doors.map(({ sensor }) => eventsOf(sensor)))
    expect(stored.reduce((sum, it) => sum + it.length, 0)).toBe(999)
    const { rows } = await database.pool.query('select client_id, code from rejected_message where client_id = $1', [
      doors[5]?.sensor,
    ])
    expect(rows).toEqual([{ client_id: doors[5]?.sensor, code: 'unknown_kind' }])
    const journal = await database.pool.query('select seen::text as seen from journal where sensor_uid = $1', [
      doors[5]?.sensor,
    ])
    expect(journal.rows).toEqual([{ seen: '{[1,101)}' }])
  })

  test('one that says hardly anything that can be read is not believed: what it says is stored, and its door opens no more', async () => {
    const { sensor, household, client } = await door()
    const other = await door()
    const up = sensorTopic(sensor, 'up')
    for (let seq = 1; seq <= UNREADABLE_MIN; seq++) {
      await client.publishAsync(up, JSON.stringify(say(seq, 'exploded')), { qos: 1 })
    }
    const distrusts = () =>
      database.pool.query('select cause, begun_by from sensor_distrust where sensor_uid = $1', [sensor])
    await until('it is not believed', async () => (await distrusts()).rowCount === 1)
    expect((await distrusts()).rows).toEqual([{ cause: 'unreadable', begun_by: 'menshen' }])
    // It goes on so, and is counted once.
    for (let seq = 1; seq <= 2 * UNREADABLE_MIN; seq++) {
      await client.publishAsync(up, JSON.stringify(say(100 + seq, 'exploded')), { qos: 1 })
    }
    await client.publishAsync(up, JSON.stringify(say(99, 'opened')), { qos: 1 })
    await other.client.publishAsync(sensorTopic(other.sensor, 'up'), JSON.stringify(say(1, 'opened')), { qos: 1 })
    expect(await eventsOf(sensor)).toMatchObject([{ seq: 99, kind: 'opened' }])
    const openings = (of: number) => database.pool.query('select 1 from opening where household_id = $1', [of])
    expect([(await openings(household)).rowCount, (await openings(other.household)).rowCount]).toEqual([0, 1])
    expect(await pipeline.metrics.getSingleMetricAsString('menshen_misbehaving_sensors_total')).toMatch(
      /cause="unreadable"} 1/,
    )
  })

  test('an event that occurred outside every order is acknowledged and counted, and not recorded', async () => {
    const { sensor, client } = await door()
    await client.publishAsync(sensorTopic(sensor, 'up'), JSON.stringify(say(1, 'opened', { age: 2 * 3600 * 1000 })), {
      qos: 1,
    })
    expect(await eventsOf(sensor)).toEqual([])
    expect(await pipeline.metrics.getSingleMetricAsString('menshen_events_total')).toMatch(
      /result="outside_order"} [1-9]/,
    )
  })

  test('a topic that is another sensor’s is refused and the connection closed', async () => {
    const [one, other] = [await door(), await door()]
    const closed = new Promise<void>((resolve) => one.client.once('close', () => resolve()))
    one.client.publish(sensorTopic(other.sensor, 'up'), JSON.stringify(say(1, 'opened')), { qos: 1 })
    await closed
    expect(await eventsOf(other.sensor)).toEqual([])
  })
})

describe('Zigbee2MQTT, as real hardware says it', () => {
  const samples = readFileSync(path.resolve(import.meta.dirname, '../data/sensors.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line): { source: string; topic: string; payload_text: string; origin: string } => JSON.parse(line))
    .filter((it) => it.source === 'zigbee2mqtt' && it.origin === 'verbatim')

  test('the verbatim samples become stored openings of the sensors that the inventory names', async () => {
    await registerGateway(database.pool, 'gateway-1', 'zigbee2mqtt')
    const names = [...new Set(samples.map((it) => it.topic.slice('zigbee2mqtt/'.length)))]
    const ieee = (index: number): string => `0x00158d000000000${index}`
    const inventory = names.map((name, index) => ({
      ieee_address: ieee(index),
      type: 'EndDevice',
      friendly_name: name,
      definition: {
        model: 'MCCGQ11LM',
        vendor: 'Aqara',
        description: '',
        exposes: [{ type: 'binary', name: 'contact', property: 'contact', value_on: false, value_off: true }],
      },
    }))
    const client = await join('gateway-1')
    await client.publishAsync('zigbee2mqtt/bridge/state', '{"state":"online"}', { qos: 1, retain: true })
    await client.publishAsync('zigbee2mqtt/bridge/devices', JSON.stringify(inventory), { qos: 1, retain: true })
    for (const [index] of names.entries()) {
      const household = await fitUnderOrder(database.pool, `zigbee:${ieee(index).slice(2)}`)
      await inTransaction(database.pool, (tx) => reconsider(tx, householdId.parse(household), Date.now()))
    }
    await client.publishAsync('zigbee2mqtt/constructor', '{"contact":false}', { qos: 1 })
    for (const { topic, payload_text } of samples) await client.publishAsync(topic, payload_text, { qos: 1 })
    const { rows } = await database.pool.query(
      "select s.uid, count(o.opened_at)::int as openings from sensor s left join opening o on o.sensor_uid = s.uid where s.uid like 'zigbee:%' group by s.uid order by s.uid",
    )
    expect(rows).toHaveLength(names.length)
    for (const row of rows) expect(row.openings).toBeGreaterThan(0)
    const rejected = await database.pool.query("select topic from rejected_message where client_id = 'gateway-1'")
    expect(rejected.rows).toEqual([{ topic: 'zigbee2mqtt/constructor' }])
    const gateway = await database.pool.query("select state from gateway where id = 'gateway-1'")
    expect(gateway.rows).toEqual([{ state: 'online' }])
  })
})
