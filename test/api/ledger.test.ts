import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { UPLOAD_BYTES_MAX } from '../../api/upload.ts'
import type { AreaId } from '../../base/id.ts'
import { writeXlsx } from '../../base/write-xlsx.ts'
import { createArea } from '../../registry/area.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { addStaff } from '../../registry/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { STAFF_PASSWORD } from './two-areas.ts'

const HEADER = ['楼栋', '单元', '房号', '联系人', '电话', '通知方式', '观察开始', '观察结束', '依据']
const row = (building: string, room: string, rest: readonly string[] = ['', '', '', '', '', '']) => [
  building,
  '1单元',
  room,
  ...rest,
]
const WANG = ['王某', '13800001234', '短信']
const TERM = ['2026-03-02', '2026/3/15', '告知书']

let fixture: ApiFixture
let admin: Session
let watcher: Session
let root: AreaId
let community: AreaId
let mark = 0

/** A community of its own for each test. */
beforeAll(async () => {
  fixture = await startApi()
  root = await inTransaction(fixture.pool, ensureRootArea)
  admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
  await inTransaction(fixture.pool, async (tx) => {
    await tx.query('update staff set must_change_password = false')
    const roles = [{ role: 'viewer', areaId: root }] as const
    await addStaff(tx, [root], { username: 'viewer', displayName: 'v', password: STAFF_PASSWORD, roles }, fixture.now())
    await tx.query('update staff set must_change_password = false')
  })
  watcher = await signIn(fixture.api, 'viewer', STAFF_PASSWORD)
})
afterAll(() => fixture.close())
beforeEach(async () => {
  mark += 1
  const named = { parentId: root, kind: 'community', name: `社区${mark}`, timeZone: null } as const
  community = await inTransaction(fixture.pool, (tx) => createArea(tx, [root], named))
})

const csv = (rows: readonly (readonly string[])[], header: readonly string[] = HEADER): Buffer =>
  Buffer.from([header, ...rows].map((it) => it.join(',')).join('\r\n'))

async function send(
  path: 'check' | 'import',
  file: Uint8Array,
  { name = '台账.csv', area = community, key = '' } = {},
) {
  const response = await fixture.api.inject({
    method: 'POST',
    url: `/api/v1/ledger/${path}?areaId=${area}&name=${encodeURIComponent(name)}`,
    headers: {
      ...{ cookie: admin.cookie, 'content-type': 'application/octet-stream' },
      ...(key === '' ? {} : { 'idempotency-key': key }),
    },
    payload: Buffer.from(file),
  })
  const lines = response.body
    .trimEnd()
    .split('\n')
    .map((it) => JSON.parse(it))
  return { status: response.statusCode, lines, last: lines.at(-1) }
}

const check = async (file: Uint8Array, options: Parameters<typeof send>[2] = {}) =>
  (await send('check', file, options)).last
const faultsIn = async (
  rows: readonly (readonly string[])[],
  header?: readonly string[],
): Promise<readonly string[]> => {
  const { report } = await check(csv(rows, header))
  return report.faults.map((it: { row: number; column: string; code: string }) => `${it.row} ${it.column}: ${it.code}`)
}
async function exported(session: Session, body: object): Promise<{ readonly status: number; readonly bytes: Buffer }> {
  const { statusCode, rawPayload } = await fixture.api.inject({
    method: 'POST',
    url: '/api/v1/ledger/export',
    headers: { cookie: session.cookie, 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  })
  return { status: statusCode, bytes: rawPayload }
}
const rowsOf = async (text: string, values: readonly unknown[] = [community]) =>
  (await fixture.pool.query(text, [...values])).rows
const HOMES = 'select h.* from household h join area a on a.id = h.area_id where a.path @> array[$1::bigint]'
const ORDERS = `select o.* from quarantine_order o join (${HOMES}) h on h.id = o.household_id order by o.id`

describe('a ledger', () => {
  test('is checked, imported, and the second time all of it is there', async () => {
    const file = csv([
      row('3号楼', '0301', [...WANG, ...TERM]),
      row('3号楼', '0302'),
      row('4号楼', '0101', ['', '', '', ...TERM]),
    ])
    const { lines, last } = await send('check', file)
    expect(lines[0]).toEqual({ kind: 'progress', phase: 'read', done: 0, total: 3 })
    expect(last.report).toMatchObject({
      ...{ rows: 3, faultsTotal: 0, noticesTotal: 0, present: { households: 0, orders: 0 } },
      makes: { areas: 4, households: 3, contacts: 1, orders: 2 },
      newAreas: [
        { kind: 'building', path: '3号楼' },
        { path: '3号楼 › 1单元' },
        { path: '4号楼' },
        { path: '4号楼 › 1单元' },
      ],
      sample: [{ row: 2, startsAt: '2026-03-01T16:00:00.000Z', endsAt: '2026-03-15T16:00:00.000Z' }, { row: 4 }],
    })
    expect(await rowsOf(HOMES)).toEqual([])

    const made = { areas: 4, households: 3, contacts: 1, orders: 2 }
    const nothing = { areas: 0, households: 0, contacts: 0, orders: 0 }
    const first = await send('import', file, { key: 'one' })
    expect([first.status, first.last]).toEqual([200, { made, present: { households: 0, orders: 0 } }])
    expect((await send('import', file, { key: 'one' })).last).toEqual(first.last)
    expect((await send('import', file, { key: 'two' })).last).toEqual({
      made: nothing,
      present: { households: 3, orders: 2 },
    })
    expect((await check(file)).report).toMatchObject({ makes: nothing, faultsTotal: 0, noticesTotal: 0 })
    expect((await rowsOf(ORDERS)).map((it) => [it.basis, it.issued_by, it.activated_at])).toEqual([
      ['告知书', 'admin', null],
      ['告知书', 'admin', null],
    ])
    const acts = await rowsOf(
      'select action, count(*)::int as n from audit u join area a on a.id = u.area_id where a.path @> array[$1::bigint] group by 1',
    )
    expect(Object.fromEntries(acts.map((it) => [it.action, it.n]))).toEqual({
      'area.create': 4,
      ...{ 'household.create': 3, 'household.set_contact': 1, 'order.create': 2, 'ledger.import': 2 },
    })
    expect(JSON.stringify(await rowsOf('select * from answered_request where key = $1', ['one']))).not.toMatch(
      /王某|13800001234/,
    )
  })

  test('two at once make one', async () => {
    const file = csv([row('1', '0101', [...WANG, ...TERM])])
    const both = await Promise.all([send('import', file), send('import', file)])
    expect(both.map((it) => it.last.made.households).sort()).toEqual([0, 1])
    expect(await rowsOf(HOMES)).toHaveLength(1)
  })

  test('with one fault makes nothing, and says what and where in both languages', async () => {
    const file = csv([row('3号楼', '0301', [...WANG, ...TERM]), row('3号楼', '0302', ['李某', '12', '', ...TERM])])
    expect((await check(file)).report).toMatchObject({
      faults: [
        {
          ...{ row: 3, column: 'phone', header: { zh: '电话' }, code: 'phone' },
          what: { zh: expect.stringContaining('13800001234'), en: expect.stringContaining('not a telephone number') },
        },
      ],
    })
    const refused = await send('import', file)
    expect(refused).toMatchObject({
      status: 409,
      last: { code: 'ledger.faulty', details: { faults: 1, first: [{ row: 3 }] } },
    })
    expect(await rowsOf(HOMES)).toEqual([])
  })

  test.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ['the same row twice', [row('1', '1'), row('1', '1')], ['3 room: same_row']],
    [
      'the same order twice',
      [row('1', '1', [...WANG, ...TERM]), row('1', '1', [...WANG, ...TERM])],
      ['3 room: same_row'],
    ],
    [
      'terms that overlap',
      [row('1', '1', ['', '', '', ...TERM]), row('1', '1', ['', '', '', '2026-03-15 12:00', '2026-03-20', 'x'])],
      ['3 start: terms_overlap'],
    ],
    [
      'another contact',
      [row('1', '1', [...WANG, ...TERM]), row('1', '1', ['李某', '13800001235', '', '2026-04-01', '2026-04-02', 'x'])],
      ['3 contact: contact_twice'],
    ],
    [
      'an end before the start',
      [row('1', '1', ['', '', '', '2026-03-10', '2026-03-08', 'x'])],
      ['2 end: ends_before_start'],
    ],
    ['an order that is over', [row('1', '1', ['', '', '', '2026-02-01', '2026-02-10', 'x'])], ['2 end: over_already']],
    ['a start in years', [row('1', '1', ['', '', '', '2028-03-02', '2028-03-10', 'x'])], ['2 start: starts_too_late']],
    ['a term too long', [row('1', '1', ['', '', '', '2026-03-02', '2026-09-01', 'x'])], ['2 end: lasts_too_long']],
  ])('%s', async (_, rows, faults) => {
    expect(await faultsIn(rows)).toEqual(faults)
  })

  test('areas that are not there, are elsewhere, or are several', async () => {
    expect(await faultsIn([['社区x', '1']], ['社区', '房号'])).toEqual(['2 community: area_elsewhere'])
    expect(await faultsIn([['无此街道', '1']], ['街道', '房号'])).toEqual(['2 street: area_elsewhere'])
    const wide = await check(csv([['无此社区', '1']], ['社区', '房号']), { area: root })
    expect(wide.report.faults).toMatchObject([
      { code: 'area_unknown', what: { zh: '辖区内没有名为“无此社区”的社区；请核对名称，或先在系统里建立' } },
    ])
    const wide2 = await check(csv([['1号楼', '1']], ['楼栋', '房号']), { area: root })
    expect(wide2.report.faults).toMatchObject([{ column: 'community', code: 'community_needed' }])
    await send(
      'import',
      csv(
        [
          ['甲', '1', '1'],
          ['乙', '1', '1'],
        ],
        ['小区', '楼栋', '房号'],
      ),
    )
    expect(await faultsIn([['1', '2']], ['楼栋', '房号'])).toEqual(['2 building: area_ambiguous'])
    expect(await faultsIn([['甲', '1', '2']], ['小区', '楼栋', '房号'])).toEqual([])
  })

  test('what is recorded stays: another contact is told, a moved or overlapping order is a fault, a released one is present', async () => {
    await send('import', csv([row('1', '1', [...WANG, ...TERM])]))
    const changed = await check(csv([row('1', '1', ['李某', '13800001235', '', ...TERM])]))
    expect(changed.report).toMatchObject({
      faultsTotal: 0,
      notices: [{ code: 'contact_kept' }],
      makes: { contacts: 0 },
    })
    expect(await faultsIn([row('1', '1', ['', '', '', '2026-03-02', '2026-03-20', 'x'])])).toEqual([
      '2 end: order_changed',
    ])
    expect(await faultsIn([row('1', '1', ['', '', '', '2026-03-10', '2026-03-20', 'x'])])).toEqual([
      '2 start: order_overlaps',
    ])
    const [order] = await rowsOf(ORDERS)
    expect((await admin.post(`/orders/${order.id}/release`, { reason: 'x' })).status).toBe(200)
    expect((await check(csv([row('1', '1', ['', '', '', ...TERM])]))).report).toMatchObject({
      faultsTotal: 0,
      makes: { orders: 0 },
      present: { orders: 1 },
    })
    expect((await check(csv([row('1', '1', ['', '', '', '2026-03-10', '2026-03-20', 'x'])]))).report.makes.orders).toBe(
      1,
    )
  })

  test('an order of a household whose conditions are all true goes active, as one made by hand', async () => {
    await send('import', csv([row('1', '1')]))
    const [home] = await rowsOf(HOMES)
    await fixture.pool.query('update household set contact_confirmed_at = now() where id = $1', [home.id])
    await fixture.pool.query(
      `insert into sensor (uid, state, reporting_limit_seconds) values ('door-ledger', 'fitted', 180)`,
    )
    await fixture.pool.query(
      `insert into fitting (sensor_uid, household_id, fitted_from, walk_test_passed_at) values ('door-ledger', $1, '2026-01-01', '2026-01-01')`,
      [home.id],
    )
    await fixture.pool.query(
      `insert into contact_point (area_id, channel, target, delivered_at) values ($1, 'webhook', 'https://x.example', now())`,
      [community],
    )
    await send('import', csv([row('1', '1', ['', '', '', ...TERM])]))
    expect((await rowsOf(ORDERS))[0].activated_at).toBe(fixture.now())
    expect(await rowsOf('select deadline from watch where household_id = $1', [home.id])).toEqual([
      { deadline: fixture.now() },
    ])
  })

  test('dates are those of the area, an unknown policy is told with those that there are', async () => {
    await fixture.pool.query(`update area set time_zone = 'Asia/Urumqi' where id = $1`, [community])
    const header = [...HEADER, '策略']
    const { report } = await check(
      csv(
        [
          [...row('1', '1', ['', '', '', ...TERM]), 'five a day'],
          [...row('1', '2', ['', '', '', ...TERM]), 'x'],
        ],
        header,
      ),
    )
    expect(report.sample).toMatchObject([{ startsAt: '2026-03-01T18:00:00.000Z' }])
    expect(report.faults).toMatchObject([
      { row: 3, column: 'policy', what: { en: expect.stringContaining('five a day') } },
    ])
  })
})

describe('an export', () => {
  test.each(['xlsx', 'csv'] as const)('as %s is what an import takes, also the hostile parts', async (format) => {
    const hostile = '=HYPERLINK("http://x")'
    const workbook = writeXlsx([
      {
        name: '台账',
        columns: HEADER.map((header) => ({ header, width: 9 })),
        rows: [
          [hostile, '1单元', '0301', '+王某', '13800001234', '短信', '2026-03-02', '2026-03-15', '@告知书'],
          ['4号楼', '', "'-1", '', '', '', '2026-03-02 08:30:05', '2026-03-15 24:00', '告知书'],
          ['4号楼', '', '0302', '', '', '', '', '', ''],
        ],
      },
    ])
    expect((await send('import', workbook, { name: 'a.xlsx' })).last.made).toMatchObject({
      households: 3,
      orders: 2,
      contacts: 1,
    })
    const { bytes } = await exported(admin, { areaId: community, format, language: 'zh', purpose: '核对台账' })
    if (format === 'csv') {
      expect(bytes.toString()).toContain(`'=HYPERLINK`)
      expect(bytes.toString()).toMatch(/^\ufeff区,街道,社区,/)
      expect(bytes.toString()).toContain("'+王某,13800001234,中文,短信")
    }
    const again = await check(bytes, { name: `台账.${format}` })
    expect(again.report).toMatchObject({
      ...{ rows: 3, faults: [], notices: [], present: { households: 3, orders: 2 } },
      makes: { areas: 0, households: 0, contacts: 0, orders: 0 },
    })
    expect((await check(bytes, { name: `台账.${format}`, area: root })).report).toMatchObject({
      makes: { areas: 0, households: 0 },
      faults: [],
    })
  })

  test('has names and phones only for a purpose, for those who may ask for them, and writes down each', async () => {
    await send('import', csv([row('1', '1', [...WANG, ...TERM])]))
    const [home] = await rowsOf(HOMES)
    const bare = await exported(admin, { areaId: community, format: 'csv' })
    expect(bare.bytes.toString()).not.toMatch(/王某|138/)
    const viewed = await exported(watcher, { areaId: community, format: 'csv', purpose: '好奇' })
    expect(viewed.bytes.toString()).toContain('告知书')
    expect(viewed.bytes.toString()).not.toMatch(/王某|138/)
    const looks = () =>
      rowsOf(`select purpose from audit where household_id = $1 and action = 'household.contact.read'`, [home.id])
    expect(await looks()).toEqual([])
    expect((await exported(admin, { areaId: community, format: 'csv', purpose: '回访' })).bytes.toString()).toContain(
      '王某',
    )
    expect(await looks()).toEqual([{ purpose: '回访' }])
    const exports = await rowsOf(`select detail from audit where area_id = $1 and action = 'ledger.export' order by id`)
    expect(exports.map((it) => it.detail.contacts)).toEqual([0, 0, 1])
  })

  test('a template is a ledger without rows', async () => {
    for (const [format, language] of [
      ['xlsx', 'zh'],
      ['csv', 'en'],
    ]) {
      const url = `/api/v1/ledger/template?format=${format}&language=${language}`
      const { rawPayload, headers } = await fixture.api.inject({ url, headers: { cookie: admin.cookie } })
      expect(headers['content-disposition']).toBe(`attachment; filename="ledger.${format}"`)
      expect((await check(rawPayload, { name: `x.${format}` })).report).toMatchObject({ rows: 0, ignoredColumns: [] })
    }
  })
})

describe('a file', () => {
  test('that is not what its name says is refused in both languages, and counted', async () => {
    const { failure } = await check(Buffer.from('PK\u0003\u0004'), { name: 'a.csv' })
    expect(failure).toMatchObject({
      code: 'ledger.unreadable',
      details: {
        why: 'not_as_named',
        reason: { zh: expect.stringContaining('不符'), en: expect.stringContaining('no CSV') },
      },
    })
    expect((await send('import', Buffer.from('x'), { name: 'a.xlsx' })).last.code).toBe('ledger.unreadable')
    expect(await fixture.deps.metrics.metrics()).toMatch(/menshen_ledgers_refused_total\{why="ledger.unreadable"\} 2/)
  })

  test('of 50 MB is refused before it is read, and counted', async () => {
    const response = await fixture.api.inject({
      method: 'POST',
      url: `/api/v1/ledger/check?areaId=${community}&name=a.csv`,
      headers: {
        cookie: admin.cookie,
        'content-type': 'application/octet-stream',
        'content-length': String(5 * UPLOAD_BYTES_MAX),
      },
      payload: Buffer.from('x'),
    })
    expect([response.statusCode, response.json().code]).toEqual([413, 'request.too_large'])
    expect(await fixture.deps.metrics.metrics()).toContain('menshen_ledgers_refused_total{why="request.too_large"} 1')
  })

  test('goes nowhere else, and its routes take no JSON', async () => {
    expect((await admin.post('/areas', Buffer.from('x'))).body.code).toBe('request.not_json')
    expect((await admin.post(`/ledger/check?areaId=${community}&name=a.csv`, {})).body.code).toBe('request.not_json')
  })

  test('of whoever is no administrator is not taken', async () => {
    expect((await watcher.post(`/ledger/import?areaId=${community}&name=a.csv`, csv([]))).status).toBe(403)
  })

  test('is one too many while two are being read', async () => {
    const file = csv(Array.from({ length: 500 }, (_, n) => row('1', String(n))))
    const all = await Promise.all([1, 2, 3].map(() => check(file)))
    expect(all.filter((it) => it.failure?.code === 'ledger.busy')).toHaveLength(1)
  })
})
