import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AreaId } from '../../base/id.ts'
import { addStaff } from '../../registry/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type Building, build, sweep } from '../evaluator/building.ts'
import { until } from '../support/until.ts'
import { MINUTE, T0 } from '../watch/stories.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { EventReader } from './event-reader.ts'
import { type Session, signIn } from './session.ts'
import { STAFF_PASSWORD } from './two-areas.ts'

const HEARD = T0 + MINUTE
const SILENT = HEARD + 3 * MINUTE + 1

describe('an alert of a group of sensors', () => {
  let fixture: ApiFixture
  let building: Building
  let here: Session
  let elsewhere: Session
  let id: number

  const staffOf = async (username: string, areaId: AreaId, city: AreaId): Promise<Session> => {
    const roles = [{ role: 'duty_officer', areaId }] as const
    const person = { username, displayName: username, password: STAFF_PASSWORD, roles }
    const staffId = await inTransaction(fixture.pool, (tx) => addStaff(tx, [city], person, fixture.now()))
    await fixture.pool.query('update staff set must_change_password = false where id = $1', [staffId])
    return signIn(fixture.api, username, STAFF_PASSWORD)
  }

  beforeAll(async () => {
    fixture = await startApi()
    fixture.setNow(SILENT)
    building = await build(fixture.pool, 4, true)
    const other = await build(fixture.pool, 1)
    here = await staffOf('here', building.area, building.city)
    elsewhere = await staffOf('elsewhere', other.area, other.city)
    await building.hear([0, 1, 2, 3], HEARD)
    await building.hear([3], HEARD + 2 * MINUTE)
    await sweep(fixture.pool, SILENT)
    const { rows } = await fixture.pool.query('select id from alert where household_id is null')
    id = rows[0]?.id
  })
  afterAll(() => fixture.close())

  test('stands in the queue with its place and its count, and the alerts that it holds back do not', async () => {
    const { body } = await here.get('/alerts?handling=unresolved')
    expect(body.alerts).toMatchObject([
      {
        ...{
          id,
          kind: 'group_silent',
          severity: 'major',
          condition: 'active',
          handling: 'new',
          count: 3,
          heldBy: null,
        },
        ...{ householdId: null, orderId: null, room: null, sensorUid: null, gatewayId: building.gateway },
        ...{ areaId: building.area, building: `${building.mark} building`, startedAt: new Date(HEARD).toISOString() },
      },
    ])
    const { body: all } = await here.get(`/alerts?areaId=${building.area}`)
    expect(all.alerts).toMatchObject([{ id }, { heldBy: id }, { heldBy: id }, { heldBy: id }])
  })

  test('tells what it rests on; the alerts that it holds back tell that they were not sent for it', async () => {
    const { body } = await here.get(`/alerts/${id}`)
    expect(body).toMatchObject({
      alert: { explanation: { sentence: { en: expect.stringContaining('3 of 4 sensors of the gateway') } } },
      log: [{ what: 'raised' }],
      notifications: [{ cancelledAt: null }, { cancelledAt: null }],
    })
    const held = await fixture.pool.query('select id from alert where held_by = $1 limit 1', [id])
    expect((await here.get(`/alerts/${held.rows[0]?.id}`)).body).toMatchObject({
      alert: { heldBy: id },
      log: [{ what: 'raised' }, { what: 'held', detail: { by: id } }],
      notifications: [{ cancelledAt: new Date(SILENT).toISOString() }, { cancelledAt: new Date(SILENT).toISOString() }],
    })
  })

  test('is not there for staff of another area, and reading it is written down with its area', async () => {
    expect(JSON.stringify((await elsewhere.get('/alerts')).body)).not.toContain('group_silent')
    expect((await elsewhere.get(`/alerts/${id}`)).status).toBe(404)
    expect((await elsewhere.post(`/alerts/${id}/acknowledge`)).status).toBe(404)
    const { rows } = await fixture.pool.query(
      "select area_id, household_id from audit where action = 'alert.read' and detail ->> 'id' = $1",
      [String(id)],
    )
    expect(rows).toContainEqual({ area_id: building.area, household_id: null })
  })

  test('of which a floor has its own staff is theirs too: they see what stands for their doors', async () => {
    const { rows } = await fixture.pool.query(
      "insert into area (kind, name, parent_id) values ('unit', 'unit 1', $1) returning id",
      [building.area],
    )
    await fixture.pool.query('update household set area_id = $1 where id = $2', [
      rows[0]?.id,
      building.homes[0]?.household,
    ])
    await building.hear([3], SILENT)
    await sweep(fixture.pool, SILENT + 2 * MINUTE)
    const unit = await staffOf('unit', rows[0]?.id, building.city)
    expect((await unit.get('/alerts?handling=unresolved')).body.alerts).toMatchObject([{ id }])
  })

  test('is told of on the live stream, to those who see one of its households', async () => {
    const origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
    const [seen, unseen] = [
      await EventReader.open(origin, here.cookie),
      await EventReader.open(origin, elsewhere.cookie),
    ]
    const told = (reader: EventReader) =>
      reader.events
        .filter((it) => it.event === 'alert')
        .map((it) => JSON.parse(it.data))
        // While a transaction of another test runs, a stream begins a moment earlier than now.
        .filter((it) => it.alert.id === id && it.what === 'acknowledged')
    await here.post(`/alerts/${id}/acknowledge`)
    await until('it was told', () => told(seen).length === 1)
    expect(told(seen)).toMatchObject([{ what: 'acknowledged', alert: { id, kind: 'group_silent', householdId: null } }])
    expect(told(unseen)).toEqual([])
    seen.close()
    unseen.close()
  })

  test('that a person resolves has dealt with its doors; one that falls silent later is news', async () => {
    fixture.setNow(SILENT + 3 * MINUTE)
    const { status, body } = await here.post(`/alerts/${id}/resolve`, { outcome: 'equipment', note: '网关断电' })
    expect([status, body.handling, body.condition, body.clearedReason]).toEqual([
      200,
      'resolved',
      'cleared',
      'resolved',
    ])
    await sweep(fixture.pool, SILENT + 4 * MINUTE)
    expect((await here.get('/alerts?handling=unresolved')).body.alerts).toMatchObject([
      { kind: 'sensor_silent', sensorUid: building.sensors[3], heldBy: null },
    ])
  })
})
