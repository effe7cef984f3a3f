import { connectAsync, type MqttClient } from 'mqtt'
import type { Pool } from 'pg'
import type { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { householdId, sensorUid } from '../../base/id.ts'
import { reconsider } from '../../evaluator/reconsider.ts'
import { DEFAULT_PROFILE } from '../../firmware-sim/profile.ts'
import { seededRandom } from '../../firmware-sim/random.ts'
import { SimulatedSensor } from '../../firmware-sim/sensor.ts'
import { acknowledgement } from '../../protocol/acknowledgement.ts'
import { sensorTopic } from '../../protocol/topic.ts'
import { writeSensorCommand, writeSensorSetting } from '../../store/sensor-setting.ts'
import { inTransaction } from '../../store/transaction.ts'
import { until } from '../support/until.ts'
import { fitUnderOrder, registerDoor, registerGateway, secretOf } from './pipeline.ts'

export interface WayIn {
  readonly pool: Pool
  /** Where devices connect. */
  readonly brokerUrl: string
  /** Whether the broker's PUBACK comes after the commit. */
  readonly pubackMeansStored: boolean
  readonly metrics: Registry
  /** Has a sensor told what was changed just now. */
  tell(sensor: string): void
  close(): Promise<void>
}

const DEVICES = JSON.stringify([
  {
    ieee_address: '0x00158d0001a2b3c4',
    type: 'EndDevice',
    friendly_name: '前门',
    definition: {
      model: 'MCCGQ11LM',
      vendor: 'Aqara',
      description: '',
      exposes: [{ type: 'binary', name: 'contact', property: 'contact', value_on: false, value_off: true }],
    },
  },
])

/** As a server answers that is shutting down: another try can cure it. */
const AWAY = `create function away() returns trigger language plpgsql as
  $$ begin raise exception 'the database is away' using errcode = '57P03'; end $$;
  create trigger away before insert on door_event for each statement execute function away()`

/** What holds whichever broker devices speak to. */
export function contract(open: () => Promise<WayIn>): void {
  let way: WayIn
  const clients: MqttClient[] = []
  beforeAll(async () => {
    way = await open()
  })
  afterAll(async () => {
    for (const client of clients) await client.endAsync(true)
    await way.close()
  })

  const join = async (id: string): Promise<MqttClient> => {
    const client = await connectAsync(way.brokerUrl, {
      ...{ clientId: id, username: id, password: secretOf(id), protocolVersion: 4, reconnectPeriod: 0 },
    })
    clients.push(client)
    return client
  }
  const door = async (): Promise<{ sensor: string; household: number }> => {
    const it = await registerDoor(way.pool)
    await inTransaction(way.pool, (tx) => reconsider(tx, householdId.parse(it.household), Date.now()))
    return it
  }
  const eventsOf = async (sensor: string): Promise<readonly { seq: number; kind: string }[]> =>
    (
      await way.pool.query<{ seq: number; kind: string }>(
        'select seq, kind from door_event where sensor_uid = $1 order by seq, occurred_at',
        [sensor],
      )
    ).rows
  const say = (seq: number, kind: string): string =>
    JSON.stringify({ boot: 'a1b2c3d4', seq, kind, age: 0, door: kind === 'opened' ? 'open' : 'closed' })

  test('what our own acknowledgement covers is stored, with its alert', async () => {
    const { sensor, household } = await door()
    const client = await join(sensor)
    const storedThen: number[] = []
    client.on('message', (_topic, payload) => {
      const { seq } = acknowledgement.parse(JSON.parse(payload.toString()))
      if (seq === 1) void eventsOf(sensor).then((rows) => storedThen.push(rows.length))
    })
    await client.subscribeAsync(sensorTopic(sensor, 'ack'), { qos: 1 })
    await client.publishAsync(sensorTopic(sensor, 'up'), say(1, 'opened'), { qos: 1 })
    await until('it is acknowledged', () => storedThen.length > 0)
    expect(storedThen[0]).toBe(1)
    const { rows } = await way.pool.query('select kind from alert where household_id = $1', [household])
    expect(rows).toContainEqual({ kind: 'unpermitted_opening' })
  })

  test('said twice is stored once, and a hole is asked for', async () => {
    const { sensor } = await door()
    const client = await join(sensor)
    const heard: string[] = []
    client.on('message', (_topic, payload) => heard.push(payload.toString()))
    await client.subscribeAsync(sensorTopic(sensor, 'ack'), { qos: 1 })
    for (const seq of [1, 1, 4]) await client.publishAsync(sensorTopic(sensor, 'up'), say(seq, 'heartbeat'), { qos: 1 })
    await until('the hole is asked for', () => heard.some((it) => it.includes('"resend":[[2,3]]')))
    await client.publishAsync(sensorTopic(sensor, 'up'), `[${say(2, 'heartbeat')},${say(3, 'heartbeat')}]`, { qos: 1 })
    await until('all is acknowledged', () => heard.includes('{"boot":"a1b2c3d4","seq":4}'))
    expect((await eventsOf(sensor)).map((it) => it.seq)).toEqual([1, 2, 3, 4])
  })

  test('what nobody can read is kept with its reason, and holds up nothing behind it', async () => {
    const { sensor } = await door()
    const client = await join(sensor)
    const up = sensorTopic(sensor, 'up')
    await client.publishAsync(up, 'not json', { qos: 1 })
    await client.publishAsync(up, say(1, 'heartbeat'), { qos: 1 })
    await until('what follows is stored', async () => (await eventsOf(sensor)).length === 1)
    const { rows } = await way.pool.query('select code from rejected_message where client_id = $1', [sensor])
    expect(rows).toEqual([{ code: 'not_json' }])
  })

  test('a gateway that is new is heard: its inventory, and what its sensors say', async () => {
    await registerGateway(way.pool, 'gw-contract', 'zigbee2mqtt/contract')
    const client = await join('gw-contract')
    const sensor = 'zigbee:00158d0001a2b3c4'
    await client.publishAsync('zigbee2mqtt/contract/bridge/devices', DEVICES, { qos: 1, retain: true })
    await until('its sensor is known', async () => {
      const { rows } = await way.pool.query('select 1 from gateway_alias where sensor_uid = $1', [sensor])
      return rows.length === 1
    })
    const household = await fitUnderOrder(way.pool, sensor)
    await inTransaction(way.pool, (tx) => reconsider(tx, householdId.parse(household), Date.now()))
    await client.publishAsync('zigbee2mqtt/contract/前门', '{"contact":false,"battery":91}', { qos: 0 })
    await until('its opening is stored', async () =>
      (await eventsOf(sensor)).some(({ kind }) => kind === 'opened' || kind === 'state'),
    )
  })

  const nothing = { heartbeatSeconds: null, led: null, reportClosings: null }
  const simulated = (id: string): SimulatedSensor => {
    const profile = { ...DEFAULT_PROFILE, pubackMeansStored: way.pubackMeansStored }
    const identity = { id, secret: secretOf(id), brokerUrl: way.brokerUrl }
    return new SimulatedSensor({ ...identity, profile, random: seededRandom(id), clock: Date.now })
  }

  test('a sensor follows the settings that it is told as it listens, and what is changed meanwhile', async () => {
    const { sensor: id } = await door()
    const uid = sensorUid.parse(id)
    await writeSensorSetting(way.pool, { ...nothing, sensor: uid, heartbeatSeconds: 10 }, Date.now())
    way.tell(id)
    const sensor = simulated(id)
    sensor.start()
    await until('it has heard', () => sensor.firmware.flash.heartbeatMs === 10_000)
    await writeSensorSetting(way.pool, { ...nothing, sensor: uid, reportClosings: false }, Date.now())
    way.tell(id)
    await until('it has heard again', () => !sensor.firmware.flash.reportClosings)
    expect(sensor.firmware.flash.heartbeatMs).toBe(10_000)
    for (const open of ['open', 'closed', 'open'] as const) sensor.feel({ kind: 'door', door: open })
    const kinds = async () => (await eventsOf(id)).map((it) => it.kind)
    await until('a heartbeat came', async () => (await kinds()).includes('heartbeat'), 20_000)
    expect((await kinds()).filter((it) => it !== 'heartbeat')).toEqual(['hello', 'opened', 'opened'])
    await sensor.stop()
  }, 30_000)

  test('what another process changes is told as well, and nothing hurries it', async () => {
    const { sensor: id } = await door()
    const sensor = simulated(id)
    sensor.start()
    await sensor.connected()
    await writeSensorSetting(way.pool, { ...nothing, sensor: sensorUid.parse(id), heartbeatSeconds: 30 }, Date.now())
    await until('it has heard', () => sensor.firmware.flash.heartbeatMs === 30_000, 15_000)
    await sensor.stop()
  }, 30_000)

  test('a restart that is asked for is done once, through reconnects and other changes; asked for again, it is done again', async () => {
    const { sensor: id } = await door()
    const uid = sensorUid.parse(id)
    const sensor = simulated(id)
    const reboot = (name: string) => writeSensorCommand(way.pool, uid, { name: 'reboot', id: name, at: Date.now() })
    const heartbeat = async (heartbeatSeconds: number) => {
      await writeSensorSetting(way.pool, { ...nothing, sensor: uid, heartbeatSeconds }, Date.now())
      way.tell(id)
      await until('it follows', () => sensor.firmware.flash.heartbeatMs === heartbeatSeconds * 1000)
    }
    await reboot('first')
    way.tell(id)
    sensor.start()
    await until('it has started anew', () => sensor.counts.reboots === 1)
    await heartbeat(100)
    sensor.loseNetwork()
    sensor.regainNetwork()
    await sensor.connected()
    await heartbeat(110)
    expect(sensor.counts.reboots).toBe(1)
    await reboot('second')
    way.tell(id)
    await until('it has started anew again', () => sensor.counts.reboots === 2)
    await heartbeat(120)
    await sensor.stop()
    expect(sensor.counts.reboots).toBe(2)
  }, 30_000)

  test('while nothing can be stored nothing is acknowledged, and afterwards everything is there once', async () => {
    const { sensor: id } = await door()
    const profile = { ...DEFAULT_PROFILE, retryMs: 500, pubackMeansStored: way.pubackMeansStored }
    const identity = { id, secret: secretOf(id), brokerUrl: way.brokerUrl }
    const sensor = new SimulatedSensor({ ...identity, profile, random: seededRandom(id), clock: Date.now })
    await way.pool.query(AWAY)
    sensor.start()
    for (const open of [true, false, true]) sensor.feel({ kind: 'door', door: open ? 'open' : 'closed' })
    await until('it has said everything again', () => sensor.counts.resent >= 4)
    expect(sensor.counts.journalLeft).toBe(sensor.counts.made)
    await way.pool.query('drop function away cascade')
    await until('all is acknowledged', () => sensor.counts.journalLeft === 0, 60_000)
    const stored = await eventsOf(id)
    expect(stored.map((it) => it.seq)).toEqual(Array.from({ length: sensor.counts.made }, (_, index) => index + 1))
    await sensor.stop()
  }, 90_000)
}
