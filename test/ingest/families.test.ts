import { connectAsync, type MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { householdId } from '../../base/id.ts'
import { reconsider } from '../../evaluator/reconsider.ts'
import { inTransaction } from '../../store/transaction.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { fitUnderOrder, type Pipeline, registerGateway, secretOf, startPipeline } from './pipeline.ts'

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

/** A gateway of a family, connected to the broker, that publishes and waits until it is stored. */
async function gateway(adapter: string, id: string, baseTopic: string) {
  await registerGateway(database.pool, id, baseTopic, adapter)
  const client = await connectAsync({
    ...{ host: '127.0.0.1', port: pipeline.port, clientId: id, username: id, password: secretOf(id) },
    ...{ protocolVersion: 4, reconnectPeriod: 0 },
  })
  clients.push(client)
  const say = async (topic: string, payload: unknown): Promise<void> => {
    await client.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), { qos: 1 })
  }
  return { id, client, say }
}

/** A household whose door has this sensor; what is known of it afterwards. */
async function home(sensor: string, gatewayId: string, alias: string | null = null, model = 'unknown') {
  const { pool } = database
  await pool.query(
    `insert into sensor (uid, model, state, gateway_id, reporting_limit_seconds) values ($1, $2, 'fitted', $3, 90000)
     on conflict (uid) do update set state = 'fitted'`,
    [sensor, model, gatewayId],
  )
  if (alias !== null) {
    await pool.query(
      'insert into gateway_alias (gateway_id, alias, sensor_uid) values ($1, $2, $3) on conflict do nothing',
      [...[gatewayId, alias, sensor]],
    )
  }
  const household = await fitUnderOrder(pool, sensor)
  await inTransaction(pool, (tx) => reconsider(tx, householdId.parse(household), Date.now()))
  const openings = async (): Promise<number> =>
    (await pool.query('select 1 from opening where household_id = $1', [household])).rowCount ?? 0
  /** Alerts of a person who may have gone out, whatever became of them. */
  const breaches = async (): Promise<readonly { kind: string; count: number; late: boolean }[]> =>
    (
      await pool.query(
        `select kind, count, late from alert where household_id = $1
           and kind in ('unpermitted_opening', 'missed_openings', 'sensor_flapping', 'sensor_tamper') order by id`,
        [household],
      )
    ).rows
  const contact = async (): Promise<unknown> =>
    (await pool.query('select contact from journal where sensor_uid = $1', [sensor])).rows[0]?.contact
  return { openings, breaches, contact }
}

const results = async (): Promise<string> => await pipeline.metrics.getSingleMetricAsString('menshen_events_total')

async function counted(result: string): Promise<number> {
  return Number(new RegExp(`result="${result}"} (\\d+)`).exec(await results())?.[1] ?? 0)
}

const ONE_BREACH = [{ kind: 'unpermitted_opening', count: 1, late: false }]

describe('Zigbee2MQTT', () => {
  test('starting anew says every state again, and that is no opening', async () => {
    const z2m = await gateway('zigbee2mqtt', 'z2m-burst', 'z2m-burst')
    const [shut, ajar] = [
      await home('zigbee:00158d00000000a1', z2m.id, 'a1'),
      await home('zigbee:00158d00000000a2', z2m.id, 'a2'),
    ]
    await z2m.say('z2m-burst/a1', { contact: true, battery: 90 })
    await z2m.say('z2m-burst/a2', { contact: true })
    await z2m.say('z2m-burst/a2', { contact: false })
    for (let restarts = 0; restarts < 3; restarts += 1) {
      await z2m.say('z2m-burst/bridge/state', { state: 'offline' })
      await z2m.say('z2m-burst/bridge/state', { state: 'online' })
      await z2m.say('z2m-burst/a1', { contact: true, battery: 90 })
      await z2m.say('z2m-burst/a2', { contact: false })
    }
    expect([await shut.openings(), await shut.breaches()]).toEqual([0, []])
    expect([await ajar.openings(), await ajar.breaches()]).toEqual([1, ONE_BREACH])
  })

  test('the state before, said again with every change, changes nothing, nor does a message twice in a second', async () => {
    const z2m = await gateway('zigbee2mqtt', 'z2m-stale', 'z2m-stale')
    const door = await home('zigbee:00158d00000000b1', z2m.id, 'backgate')
    for (const contact of [true, true, false, false, false, true, true])
      await z2m.say('z2m-stale/backgate', { contact, battery: 60 })
    expect([await door.openings(), await door.breaches(), await door.contact()]).toEqual([1, ONE_BREACH, 'closed'])
    expect(await counted('duplicate')).toBeGreaterThanOrEqual(3)
  })

  test('a device that joins again, is renamed or only wakes is no opening', async () => {
    const z2m = await gateway('zigbee2mqtt', 'z2m-join', 'z2m-join')
    const door = await home('zigbee:00158d00000000c1', z2m.id, 'old name')
    await z2m.say('z2m-join/old name', { contact: true })
    const device = { friendly_name: 'new/name é', ieee_address: '0x00158d00000000c1' }
    for (const type of ['device_leave', 'device_joined', 'device_announce'])
      await z2m.say('z2m-join/bridge/event', { type, data: device })
    const exposes = [{ type: 'binary', name: 'contact', property: 'contact' }]
    await z2m.say('z2m-join/bridge/devices', [{ ...device, definition: { model: 'MCCGQ11LM', exposes } }])
    await z2m.say('z2m-join/old name/availability', '')
    await z2m.say('z2m-join/new/name é', { battery: 88 })
    await z2m.say('z2m-join/new/name é', { contact: true })
    expect([await door.openings(), await door.breaches()]).toEqual([0, []])
    await z2m.say('z2m-join/new/name é', { contact: false })
    expect(await door.breaches()).toEqual(ONE_BREACH)
  })

  test('a state that an external broker had kept is reconciled: closed it says nothing new, open it is an opening since last heard', async () => {
    await registerGateway(database.pool, 'z2m-kept', 'z2m-kept')
    const [shut, open] = [
      await home('zigbee:00158d00000000d1', 'z2m-kept', 'd1'),
      await home('zigbee:00158d00000000d2', 'z2m-kept', 'd2'),
    ]
    const accept = (topic: string, state: object, retain: boolean) =>
      pipeline.ingest.accept({
        ...{ clientId: 'z2m-kept', topic: `z2m-kept/${topic}`, payload: Buffer.from(JSON.stringify(state)) },
        ...{ retain, receivedAt: Date.now() },
      })
    for (const name of ['d1', 'd2']) await accept(name, { contact: true }, false)
    await accept('d1', { contact: true }, true)
    await accept('d2', { contact: false }, true)
    expect([await shut.openings(), await shut.breaches()]).toEqual([0, []])
    expect([await open.openings(), await open.breaches()]).toEqual([1, ONE_BREACH])
    const { rows } = await database.pool.query(
      "select kind, origin from door_event where sensor_uid = 'zigbee:00158d00000000d2' order by received_at",
    )
    expect(rows.at(-1)).toEqual({ kind: 'heartbeat', origin: 'retained' })
  })
})

describe('LoRaWAN', () => {
  const uplink = (eui: string, model: string, fPort: number, hex: string, over: object = {}) => ({
    ...{ deduplicationId: crypto.randomUUID(), time: new Date().toISOString(), fPort },
    ...{ deviceInfo: { devEui: eui, tags: { model } }, data: Buffer.from(hex, 'hex').toString('base64'), ...over },
  })

  test('an uplink delivered twice is one, and a device that joins again counts its frames anew without losing any', async () => {
    const server = await gateway('chirpstack', 'chirpstack-1', 'application')
    const eui = '24e124141b0000a1'
    const topic = (kind: string) => `application/1/device/${eui}/event/${kind}`
    const door = await home(`lorawan:${eui}`, server.id)
    await server.say(topic('up'), uplink(eui, 'WS301', 85, '030000', { fCnt: 0, devAddr: '01' }))
    const opened = uplink(eui, 'WS301', 85, '030001', { fCnt: 1, devAddr: '01' })
    await server.say(topic('up'), opened)
    await server.say(topic('up'), uplink(eui, 'WS301', 85, '030000', { fCnt: 2, devAddr: '01' }))
    // Delivered again after the door was shut: it must not open again.
    await server.say(topic('up'), opened)
    expect([await door.openings(), await door.breaches(), await door.contact()]).toEqual([1, ONE_BREACH, 'closed'])
    await server.say(topic('join'), { deviceInfo: { devEui: eui, tags: { model: 'WS301' } }, devAddr: '02' })
    await server.say(topic('up'), uplink(eui, 'WS301', 85, 'ff0bff', { fCnt: 0, devAddr: '02' }))
    expect(await door.openings()).toBe(1)
    // The very frame counters of before, and an opening all the same.
    await server.say(topic('up'), uplink(eui, 'WS301', 85, '030001', { fCnt: 1, devAddr: '02' }))
    expect(await door.openings()).toBe(2)
  })

  test('a sensor that only speaks is taken into the stock, with the names of its server', async () => {
    const server = await gateway('chirpstack', 'chirpstack-2', 'application2')
    const eui = 'a84041000181beef'
    await server.say(`application2/1/device/${eui}/event/up`, uplink(eui, 'LDS02', 7, '8B8800002A'))
    const { rows } = await database.pool.query(
      `select s.uid, s.model, s.state, a.alias from sensor s join gateway_alias a on a.sensor_uid = s.uid where s.gateway_id = $1`,
      [server.id],
    )
    expect(rows).toEqual([{ uid: `lorawan:${eui}`, model: 'LDS02', state: 'stock', alias: eui }])
    await server.say(`application2/1/device/ffffffffffffffff/event/up`, uplink('ffffffffffffffff', 'ACME', 1, '00'))
    const unknown = await database.pool.query("select code from rejected_message where client_id = 'chirpstack-2'")
    expect(unknown.rows).toEqual([{ code: 'unknown_model' }])
  })

  test('the past that a device brings is told as the past: one late opening, and the door is as it was', async () => {
    const server = await gateway('chirpstack', 'chirpstack-3', 'application3')
    const eui = '24e124141b0000a3'
    const topic = `application3/1/device/${eui}/event/up`
    const door = await home(`lorawan:${eui}`, server.id)
    const record = (agoMs: number, magnet: number): string => {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32LE(Math.floor((Date.now() - agoMs) / 1000))
      return `20ce${bytes.toString('hex')}10015d0${magnet}`
    }
    await server.say(topic, uplink(eui, 'EM300-MCS', 85, '060000'))
    expect(await door.breaches()).toEqual([])
    const past = record(30 * 60_000, 1) + record(25 * 60_000, 0)
    for (let times = 0; times < 2; times += 1) await server.say(topic, uplink(eui, 'EM300-MCS', 85, past))
    expect([await door.openings(), await door.breaches()]).toEqual([
      1,
      [{ kind: 'unpermitted_opening', count: 1, late: true }],
    ])
    await server.say(topic, uplink(eui, 'EM300-MCS', 85, '060000'))
    expect([await door.openings(), await door.contact()]).toEqual([1, 'closed'])
  })

  test.each([
    ['when it begins', [37, 38, 38, 39, 39]],
    ['when it ends', [37, 37, 38, 38, 39]],
  ])('a sensor that counts an opening %s is not taken for one that missed some', async (when, counts) => {
    const mark = when.length.toString(16).padStart(2, '0')
    const server = await gateway('chirpstack', `chirpstack-c${mark}`, `applicationc${mark}`)
    const eui = `a84041000181aa${mark}`
    const door = await home(`lorawan:${eui}`, server.id)
    const say = (isOpen: boolean, count: number) => {
      const hex = `${isOpen ? '8B88' : '0B88'}01${count.toString(16).padStart(6, '0')}00000100`
      return server.say(`applicationc${mark}/1/device/${eui}/event/up`, uplink(eui, 'LDS02', 10, hex))
    }
    for (const [index, count] of counts.entries()) await say(index % 2 === 1, count)
    const missed = async (): Promise<unknown> => {
      const { rows } = await database.pool.query(
        'select state from watch w join fitting f using (household_id) where f.sensor_uid = $1',
        [`lorawan:${eui}`],
      )
      return rows[0]?.state.memories.missed_openings ?? []
    }
    expect([await door.openings(), await missed()]).toEqual([2, []])
    // The battery was changed: it counts from 0 again, which proves nothing.
    await say(false, 0)
    expect(await missed()).toEqual([])
    // Three openings that nobody reported.
    await say(false, 3)
    expect(await missed()).toMatchObject([{ count: 3, proof: 'counter' }])
  })

  test('what The Things Stack simulates, or says again as normalized, moves no door', async () => {
    const server = await gateway('the-things-stack', 'things-1', 'v3/doors@ttn')
    const door = await home('lorawan:24e124141b0000b1', server.id, 'b3-1203', 'WS301')
    const say = (kind: string, bytes: string, over: object = {}) =>
      server.say(`v3/doors@ttn/devices/b3-1203/${kind}`, {
        end_device_ids: { device_id: 'b3-1203', dev_eui: '24E124141B0000B1' },
        uplink_message: { f_port: 85, f_cnt: 7, frm_payload: bytes, received_at: new Date().toISOString() },
        ...over,
      })
    await say('up', 'AwAA')
    await say('up', 'AwAB', { simulated: true })
    await say('up/normalized', 'AwAB')
    await say('join', 'AwAB')
    expect([await door.openings(), await door.breaches()]).toEqual([0, []])
    await say('up', 'AwAB')
    expect(await door.breaches()).toEqual(ONE_BREACH)
  })
})

describe('Bluetooth', () => {
  test('a packet that two gateways hear, one of them late, is one opening', async () => {
    const near = await gateway('shelly', 'shelly-near', 'shellyplus1-near')
    const far = await gateway('shelly', 'shelly-far', 'shellyplus1-far')
    const door = await home('ble:3c2ef5aabbcc', near.id)
    const packet = (payload: string) => ({ srcBle: { mac: '3c:2e:f5:aa:bb:cc', rssi: -60 }, payload })
    const heard = async (at: typeof near, name: string, pid: string, open: string) =>
      at.say(`shellyplus1-${name}/events/ble`, packet(`4400${pid}2d${open}`))
    await heard(near, 'near', '5c', '00')
    await heard(near, 'near', '5d', '01')
    await heard(near, 'near', '5e', '00')
    await heard(far, 'far', '5d', '01')
    await heard(far, 'far', '5e', '00')
    expect([await door.openings(), await door.breaches(), await door.contact()]).toEqual([1, ONE_BREACH, 'closed'])
    // A packet id is a byte: after 255 comes 0, and that is the next opening.
    await heard(far, 'far', 'ff', '01')
    await heard(near, 'near', '00', '00')
    expect(await door.openings()).toBe(2)
  })

  test('a script that publishes on the bare MAC may do so, and no further', async () => {
    const gate = await gateway('shelly', 'shelly-bare', 'shellyplus1-bare')
    const door = await home('ble:3c2ef5aabbdd', gate.id)
    const say = (window: number, pid: number) =>
      gate.say('3c:2e:f5:aa:bb:dd', {
        addr: '3c:2e:f5:aa:bb:dd',
        rssi: -60,
        service_data: { BTHome_version: 2, window, pid },
      })
    await say(0, 1)
    await say(1, 2)
    expect(await door.breaches()).toEqual(ONE_BREACH)
    const closed = new Promise<void>((resolve) => gate.client.once('close', () => resolve()))
    gate.client.publish('zigbee2mqtt/door', '{"contact":false}', { qos: 1 })
    await closed
  })
})

describe('a gateway', () => {
  test('does not tell of another one’s sensors, whatever address it claims', async () => {
    const [one, other] = [
      await gateway('zigbee2mqtt', 'z2m-one', 'z2m-one'),
      await gateway('zigbee2mqtt', 'z2m-two', 'z2m-two'),
    ]
    const door = await home('zigbee:00158d00000000f1', one.id, 'f1')
    await one.say('z2m-one/f1', { contact: true })
    await other.say('z2m-two/0x00158d00000000f1', { contact: false })
    const exposes = [{ type: 'binary', property: 'contact' }]
    const claim = { ieee_address: '0x00158d00000000f1', friendly_name: 'mine', definition: { model: 'x', exposes } }
    await other.say('z2m-two/bridge/devices', [claim])
    await other.say('z2m-two/mine', { contact: false })
    expect([await door.openings(), await door.contact()]).toEqual([0, 'closed'])
    const refused = await database.pool.query(
      "select code, detail from rejected_message where client_id = 'z2m-two' order by id",
    )
    expect(refused.rows).toEqual([
      { code: 'not_its_sensor', detail: 'zigbee:00158d00000000f1 belongs to another gateway' },
      expect.objectContaining({ code: 'unknown_topic' }),
    ])
    await one.say('z2m-one/f1', { contact: false })
    expect(await door.breaches()).toEqual(ONE_BREACH)
  })

  test('that says the state before and the new one in the same millisecond ends with the new one', async () => {
    await registerGateway(database.pool, 'z2m-tie', 'z2m-tie')
    const door = await home('zigbee:00158d00000000e2', 'z2m-tie', 'e2')
    const receivedAt = Date.now()
    const say = (contact: boolean) =>
      pipeline.ingest.accept({
        ...{ clientId: 'z2m-tie', topic: 'z2m-tie/e2', payload: Buffer.from(JSON.stringify({ contact })) },
        ...{ retain: false, receivedAt },
      })
    for (const contact of [true, false, false, true]) await say(contact)
    expect([await door.openings(), await door.contact()]).toEqual([1, 'closed'])
    const { rows } = await database.pool.query(
      "select state from watch w join fitting f using (household_id) where f.sensor_uid = 'zigbee:00158d00000000e2'",
    )
    expect(rows[0]?.state.doors['zigbee:00158d00000000e2'].contact).toBe('closed')
  })

  test('is read in the order in which it spoke, also while its names are being looked up', async () => {
    const server = await gateway('chirpstack', 'chirpstack-4', 'application4')
    const eui = '24e124141b0000a4'
    const door = await home(`lorawan:${eui}`, server.id)
    const say = (hex: string) =>
      server.say(`application4/1/device/${eui}/event/up`, {
        deviceInfo: { devEui: eui, tags: { model: 'WS301' } },
        fPort: 85,
        data: Buffer.from(hex, 'hex').toString('base64'),
      })
    await Promise.all(['030000', '030001', '030000', '030001', '030000'].map(say))
    expect([await door.openings(), await door.contact()]).toEqual([2, 'closed'])
  })
})

describe('Tasmota and ESPHome', () => {
  test('one change in two messages, a report by the clock, and the relay beside it', async () => {
    const bridge = await gateway('tasmota', 'tasmota-1', 'tasmota_E30562')
    const info = { ZbInfo: { door: { Device: '0x771D', Name: 'door', IEEEAddr: '0x00124B00000000E1', ZoneType: 21 } } }
    await bridge.say('tele/tasmota_E30562/SENSOR', info)
    const door = await home('zigbee:00124b00000000e1', bridge.id)
    const report = (Contact: number) => ({
      ZbReceived: { door: { Device: '0x771D', Name: 'door', Contact, Endpoint: 1 } },
    })
    for (const contact of [0, 1, 1, 0, 0]) await bridge.say('tele/tasmota_E30562/SENSOR', report(contact))
    await bridge.say('stat/tasmota_E30562/POWER', 'ON')
    await bridge.say('tasmota/discovery/AABBCCDDEEFF/config', {})
    expect([await door.openings(), await door.breaches()]).toEqual([1, ONE_BREACH])
    // The short address moves on to the next device of the network; the name stays.
    await bridge.say('tele/tasmota_E30562/SENSOR', { ZbInfo: { door: { ...info.ZbInfo.door, Device: '0x1111' } } })
    await bridge.say('tele/tasmota_E30562/SENSOR', {
      ZbReceived: { door: { Device: '0x1111', Name: 'door', Contact: 1 } },
    })
    expect(await door.openings()).toBe(2)
    // What speaks under the old address now is somebody else, whom nobody has named yet.
    await bridge.say('tele/tasmota_E30562/SENSOR', { ZbReceived: { '0x771D': { Device: '0x771D', Contact: 0 } } })
    expect(await door.contact()).toBe('open')
    expect(await pipeline.metrics.getSingleMetricAsString('menshen_ignored_messages_total')).toMatch(
      /adapter="tasmota"} 2/,
    )
  })

  test('a node that comes back says its states again', async () => {
    const node = await gateway('esphome', 'esphome-1', 'frontdoor-1203')
    const config = {
      dev_cla: 'door',
      stat_t: 'frontdoor-1203/binary_sensor/front_door/state',
      dev: { ids: 'a1b2c3d4e5f6' },
    }
    await node.say('homeassistant/binary_sensor/frontdoor-1203/front_door/config', config)
    const door = await home('wifi:a1b2c3d4e5f6/front_door', node.id)
    const say = (state: string) => node.say('frontdoor-1203/binary_sensor/front_door/state', state)
    for (const state of ['OFF', 'OFF']) await say(state)
    for (const status of ['offline', 'online']) await node.say('frontdoor-1203/status', status)
    await say('OFF')
    expect([await door.openings(), await door.breaches()]).toEqual([0, []])
    await say('ON')
    await say('ON')
    expect([await door.openings(), await door.breaches()]).toEqual([1, ONE_BREACH])
  })
})

describe('a platform', () => {
  test('whose product is mapped: the same message twice is one, and a past without a time is none', async () => {
    const cloud = await gateway('onenet', 'onenet-1', 'onenet')
    const mapping = {
      ...{ product: 'P1', door: { path: 'door', open: [true, 1], closed: [false, 0] } },
      ...{ battery: null, tamper: null, time: null, device: null, periodic: null },
    }
    const { rows } = await database.pool.query<{ id: number }>(
      "insert into staff (username, display_name, password_hash) values ('mapper', 'mapper', '') returning id",
    )
    await database.pool.query(
      "insert into product_mapping (gateway_id, product, mapping, changed_at, changed_by) values ($1, 'P1', $2, now(), $3)",
      [cloud.id, JSON.stringify(mapping), rows[0]?.id],
    )
    const door = await home('onenet:P1/d1', cloud.id)
    const topic = 'onenet/$sys/P1/d1/thing/property/post'
    const post = (id: string, value: unknown) => cloud.say(topic, { id, params: { door: { value } } })
    await post('1', 0)
    await post('2', 1)
    await post('3', 0)
    await post('2', 1)
    expect([await door.openings(), await door.breaches(), await door.contact()]).toEqual([1, ONE_BREACH, 'closed'])
    const undated = [{ identity: { productID: 'P1', deviceName: 'd1' }, properties: { door: [{ value: 1 }] } }]
    await cloud.say('onenet/$sys/P1/gw/thing/history/post', { id: '4', params: undated })
    await post('5', 'ajar')
    expect(await door.openings()).toBe(1)
    const refused = await database.pool.query(
      "select code from rejected_message where client_id = 'onenet-1' order by id",
    )
    expect(refused.rows).toEqual([{ code: 'history_without_time' }, { code: 'unreadable_state' }])
  })
})
