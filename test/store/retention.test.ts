import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { staffId } from '../../base/id.ts'
import { eraseAnswered, holdRequestKey, keepAnswer } from '../../store/answered-request.ts'
import { onlyRow } from '../../store/only-row.ts'
import { eraseExpired, eraseReadings, eraseRejected } from '../../store/retention.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { freshTimescale } from '../support/timescale.ts'
import { DAY_MS, recordOrder } from './recorded-order.ts'

const NOW = Date.parse('2026-06-01T00:00:00Z')
const days = (n: number) => NOW - n * DAY_MS
const KEEP = { retentionDays: 30, limit: 100 }

describe.each([
  ['PostgreSQL', freshDatabase],
  ['TimescaleDB', freshTimescale],
] as const)('%s', (name, open) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  beforeEach(() =>
    database.pool.query(`truncate alert, alert_log, silenced_alert, notification, notification_attempt, escalation, opening, permit, door_event, sensor_reading, watch,
      watch_facts, quarantine_order, order_change, policy_assignment, erasure_report, rejected_message,
      answered_request, self_check`),
  )

  const count = async (what: string) =>
    onlyRow((await database.pool.query<{ n: number }>(`select count(*) as n from ${what}`)).rows).n
  const traces = async (order: number) => ({
    events: await count(`door_event where order_id = ${order}`),
    counted: await count(`door_event_hourly where order_id = ${order}`),
    openings: await count(`opening where order_id = ${order}`),
    alerts: await count(`alert where order_id = ${order}`),
  })
  const GONE = { events: 0, counted: 0, openings: 0, alerts: 0 }

  test('what an order left goes when its days are over, and nothing of any other order', async () => {
    const old = await recordOrder(database.pool, null, days(45), days(31), 100)
    const recent = await recordOrder(database.pool, null, days(43), days(29), 100)
    if (name === 'TimescaleDB') {
      await database.pool.query("call refresh_continuous_aggregate('door_event_hourly', null, null)")
      await database.pool.query("select compress_chunk(c) from show_chunks('door_event') c")
    }
    const before = await traces(recent.order)

    expect(await eraseExpired(database.pool, NOW, KEEP)).toEqual({
      orders: 1,
      events: 100,
      openings: 1,
      alerts: 1,
      permits: 1,
      contacts: 0,
    })
    expect(await traces(old.order)).toEqual(GONE)
    expect(await traces(recent.order)).toEqual(before)
    expect(await count('alert_log')).toBe(1)
    expect(await count('notification')).toBe(1)
    expect(await count('escalation')).toBe(1)
    expect(await count('permit')).toBe(1)
    expect(
      await count(`watch where household_id = ${old.household} and (state is not null or order_id is not null)`),
    ).toBe(0)
    expect(await count('watch_facts')).toBe(1)
    const { rows } = await database.pool.query(
      'select at, order_id, events, openings, length(sha256) as bytes from erasure_report',
    )
    expect(rows).toEqual([{ at: NOW, order_id: old.order, events: 100, openings: 1, bytes: 32 }])
  })

  test('an order is erased once; a call takes as many as its limit, the oldest first', async () => {
    const orders = []
    for (const end of [50, 40, 60]) orders.push(await recordOrder(database.pool, null, days(end + 1), days(end), 2))
    const erase = () => eraseExpired(database.pool, NOW, { retentionDays: 30, limit: 2 })
    expect(await erase()).toMatchObject({ orders: 2, events: 4 })
    expect(await count(`door_event where order_id = ${orders[1]?.order}`)).toBe(2)
    expect(await erase()).toMatchObject({ orders: 1, events: 2 })
    expect(await erase()).toMatchObject({ orders: 0 })
    expect(await count('erasure_report')).toBe(3)
  })

  test('of two that erase at once one does', async () => {
    await recordOrder(database.pool, null, days(50), days(40), 20)
    const both = await Promise.all([eraseExpired(database.pool, NOW, KEEP), eraseExpired(database.pool, NOW, KEEP)])
    expect(both.map((it) => it.events).toSorted((a, b) => a - b)).toEqual([0, 20])
    expect(await count('erasure_report')).toBe(1)
  })

  test('a release starts the clock; a permit stays while an order that is kept needs it', async () => {
    const home = await recordOrder(database.pool, null, days(50), days(20), 2)
    await recordOrder(database.pool, home, days(20), days(6), 2)
    await database.pool.query('update quarantine_order set released_at = to_timestamp($1 / 1000.0) where id = $2', [
      days(40),
      home.order,
    ])
    await database.pool.query(
      'update permit set until_at = to_timestamp($1 / 1000.0) where from_at = to_timestamp($2 / 1000.0)',
      [days(19), days(50)],
    )
    expect(await eraseExpired(database.pool, NOW, KEEP)).toMatchObject({ orders: 1, events: 2, permits: 0 })
    expect(await count(`watch where household_id = ${home.household} and state is not null`)).toBe(1)
    expect(await eraseExpired(database.pool, NOW + 25 * DAY_MS, KEEP)).toMatchObject({ orders: 1, permits: 2 })
  })

  test('who answers for a household goes with its last order, and is in the report', async () => {
    const home = await recordOrder(database.pool, null, days(50), days(45), 1)
    await recordOrder(database.pool, home, days(44), days(40), 1)
    await database.pool.query(
      `with contact as (insert into household_contact values ($1, 'sealed', 'zh', 'test', now()))
       , point as (insert into contact_point (household_id, channel, target) values ($1, 'sms', 'sealed'))
       , link as (insert into resident_link (household_id, seed, token_sha256, made_by, made_at, expires_at)
           values ($1, 'seed', sha256('token'), 'test', now(), now()))
       , request as (insert into permit_request (order_id, household_id, key, asked_at, reason, minutes, openings_max, going_out, note)
           select id, $1, gen_random_uuid(), now(), 'other', 10, 1, false, 'for my mother' from quarantine_order where household_id = $1)
       update household set contact_confirmed_at = now(), contact_confirmed_by = 'test' where id = $1`,
      [home.household],
    )
    await database.pool.query(
      `insert into notification (contact_point_id, reason, due_at, order_id, sensor_uid, opened_at)
       select c.id, 'resident', now(), o.id, 'door', now() from contact_point c
       join quarantine_order o on o.household_id = c.household_id`,
    )
    const one = { retentionDays: 30, limit: 1 }
    expect(await eraseExpired(database.pool, NOW, one)).toMatchObject({ orders: 1, contacts: 0 })
    expect(await count('household_contact')).toBe(1)
    expect(await count("notification where reason = 'resident'")).toBe(1)
    expect([await count('resident_link'), await count('permit_request')]).toEqual([1, 1])
    expect(await eraseExpired(database.pool, NOW, one)).toMatchObject({ orders: 1, contacts: 1 })
    expect(await count('household_contact')).toBe(0)
    expect([await count('resident_link'), await count('permit_request')]).toEqual([0, 0])
    expect(await count('contact_point where household_id is not null')).toBe(0)
    expect(await count(`household where id = ${home.household} and contact_confirmed_by is not null`)).toBe(0)
    const { rows } = await database.pool.query('select contacts from erasure_report order by order_id')
    expect(rows).toEqual([{ contacts: 0 }, { contacts: 1 }])
  })

  /** A change that was answered, as `once()` keeps it. */
  const answered = async (key: string, at: number, answer: unknown) => {
    const { rows } = await database.pool.query<{ id: number }>(
      `insert into staff (username, display_name, password_hash) values ('answered', '', '')
       on conflict (username) do update set display_name = '' returning id`,
    )
    const asked = { staffId: staffId.parse(onlyRow(rows).id), key, route: '/x', bodySha256: Buffer.alloc(32) }
    await holdRequestKey(database.pool, asked, at)
    await keepAnswer(database.pool, asked, JSON.stringify(answer))
  }
  const keys = async () => (await database.pool.query('select key from answered_request order by key')).rows

  test('an answer that shows an alert goes with its order', async () => {
    const old = await recordOrder(database.pool, null, days(45), days(31), 2)
    const recent = await recordOrder(database.pool, null, days(43), days(29), 2)
    await answered('of the old order', days(1), { id: 1, orderId: old.order })
    await answered('of the recent order', days(1), { id: 2, orderId: recent.order })
    await answered('of no order', days(1), { id: old.order })
    expect(await eraseExpired(database.pool, NOW, KEEP)).toMatchObject({ orders: 1 })
    expect(await keys()).toEqual([{ key: 'of no order' }, { key: 'of the recent order' }])
  })

  test('answers go when they are old, a batch at a time, the oldest first', async () => {
    for (const age of [3, 4, 2, 1]) await answered(`${age} days`, days(age), {})
    expect(await eraseAnswered(database.pool, days(2), 1)).toBe(1)
    expect(await keys()).toEqual([{ key: '1 days' }, { key: '2 days' }, { key: '3 days' }])
    expect(await eraseAnswered(database.pool, days(2))).toBe(1)
    expect(await eraseAnswered(database.pool, days(2))).toBe(0)
  })

  test('rejected messages go after a week, and beyond the newest 10,000', async () => {
    const reject = (rows: number, at: number) =>
      database.pool.query(
        `insert into rejected_message (received_at, client_id, topic, payload, code, detail)
         select to_timestamp($1 / 1000.0), 'c', 't', 'x', 'request.invalid', '' from generate_series(1, $2)`,
        [at, rows],
      )
    await reject(5, days(8))
    await reject(10, days(1))
    expect(await eraseRejected(database.pool, days(7))).toBe(5)
    await reject(10_000, days(0))
    expect(await eraseRejected(database.pool, days(7))).toBe(10)
    expect(await eraseRejected(database.pool, days(7))).toBe(0)
    expect(await count('rejected_message')).toBe(10_000)
  })

  test('readings go when they are old, by a job of ours or by a policy', async () => {
    await database.pool.query(
      "insert into sensor_reading (read_at, sensor_uid) select to_timestamp(t / 1000.0), 's' from unnest($1::float8[]) t",
      [[days(125), days(121), days(119)]],
    )
    const policies = () =>
      database.pool.query(
        `select hypertable_name as table, config ->> 'drop_after' as after from timescaledb_information.jobs
         where proc_name = 'policy_retention' order by 1`,
      )
    if (name === 'TimescaleDB') {
      expect(await eraseReadings(database.pool, days(120))).toBe(0)
      expect((await policies()).rows).toEqual([
        { table: 'door_event', after: '120 days' },
        { table: 'sensor_reading', after: '120 days' },
      ])
    } else {
      expect(await eraseReadings(database.pool, days(120))).toBe(2)
      expect(await count('sensor_reading')).toBe(1)
    }
  })
})
