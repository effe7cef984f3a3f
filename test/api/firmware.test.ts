import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { countFirmware } from '../../store/firmware.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const ANSWER = z.object({ isCut: z.boolean(), versions: z.array(z.looseObject({ model: z.string() })) })
const LIST = z.object({ sensors: z.array(z.object({ uid: z.string() })) })

/** Model, state, what it said from the oldest to the latest, and how many minutes ago it was heard. */
type Made = readonly [model: string, state: string, said: readonly (string | null)[], minutesAgo: number | null]

const MADE: readonly Made[] = [
  ['DW-2', 'fitted', ['1.3.9', '1.4.0', null], 5],
  ['DW-2', 'stock', ['1.4.0'], 90],
  ['DW-2', 'retired', ['1.4.0'], null],
  ['DW-2', 'stock', ['1.4.0', '1.3.9'], 3],
  ['DW-3', 'stock', ['1.4.0'], null],
  ['DW-3', 'fitted', [null], 7],
]

describe('firmware by model', () => {
  let fixture: ApiFixture
  let a: Community
  let b: Community
  let staff: Session
  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    b = await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    for (const [n, it] of MADE.entries()) await make(`fw-${n}`, a, it)
    await make('fw-elsewhere', b, ['DW-2', 'stock', ['1.4.0'], 1])
    staff = await signIn(fixture.api, a.username, STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())

  const make = async (uid: string, { areaId }: Community, [model, state, said, minutesAgo]: Made) => {
    const { pool } = fixture
    await pool.query(
      'insert into sensor (uid, model, state, reporting_limit_seconds, area_id) values ($1, $2, $3, 180, $4)',
      [uid, model, state, areaId],
    )
    await pool.query(
      `insert into sensor_reading (read_at, sensor_uid, firmware)
       select $3::timestamptz + n * interval '1 hour', $1, it from unnest($2::text[]) with ordinality as said (it, n)`,
      [uid, said, new Date(fixture.now() - 10 * 3_600_000)],
    )
    if (minutesAgo === null) return
    await pool.query("insert into journal (sensor_uid, boot, heard_at) values ($1, 'b0', $2)", [uid, heard(minutesAgo)])
  }
  const heard = (minutesAgo: number) => new Date(fixture.now() - minutesAgo * 60_000)
  const told = (minutesAgo: number) => heard(minutesAgo).toISOString()

  test('is counted by what each last said, within one’s areas', async () => {
    const { body } = await staff.get('/firmware-versions')
    const { isCut, versions } = ANSWER.parse(body)
    expect(isCut).toBe(false)
    expect(versions.filter((it) => it.model !== 'native')).toEqual([
      { model: 'DW-2', firmware: '1.4.0', fitted: 1, stock: 1, retired: 1, heardAt: told(5) },
      { model: 'DW-2', firmware: '1.3.9', fitted: 0, stock: 1, retired: 0, heardAt: told(3) },
      { model: 'DW-3', firmware: '1.4.0', fitted: 0, stock: 1, retired: 0, heardAt: null },
      { model: 'DW-3', firmware: null, fitted: 1, stock: 0, retired: 0, heardAt: told(7) },
    ])
  })

  test.each([
    ['model=DW-2&firmware=1.4.0', ['fw-0', 'fw-1', 'fw-2']],
    ['model=DW-2&firmware=1.3.9', ['fw-3']],
    ['model=DW-2', ['fw-0', 'fw-1', 'fw-2', 'fw-3']],
    ['firmware=1.4.0', ['fw-0', 'fw-1', 'fw-2', 'fw-4']],
    ['model=DW-3&firmware=', ['fw-5']],
    ['model=DW-2&firmware=1.4.0&state=stock', ['fw-1']],
    ['model=DW', []],
  ])('the list of %s has %j', async (query, uids) => {
    const { body } = await staff.get(`/sensors?${query}`)
    expect(LIST.parse(body).sensors.map((it) => it.uid)).toEqual(uids)
  })

  test('at most so many are told, the versions that most run first', async () => {
    const cut = await countFirmware(fixture.pool, [a.areaId], false, 2)
    expect(cut.map((it) => [it.model, it.firmware])).toEqual([
      ['DW-2', '1.4.0'],
      ['DW-2', '1.3.9'],
    ])
  })
})
