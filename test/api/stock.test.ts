import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AreaId } from '../../base/id.ts'
import { writeCsv } from '../../base/write-csv.ts'
import { writeXlsx } from '../../base/write-xlsx.ts'
import { createArea } from '../../registry/area.ts'
import { authenticateDevice } from '../../registry/authenticate-device.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { issueSecret } from '../../registry/secret.ts'
import { addStaff } from '../../registry/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { STAFF_PASSWORD } from './two-areas.ts'
import { readXlsxRows } from './xlsx-rows.ts'

let fixture: ApiFixture
let admin: Session
let installer: Session
let here: AreaId
let there: AreaId

beforeAll(async () => {
  fixture = await startApi()
  await inTransaction(fixture.pool, async (tx) => {
    const root = await ensureRootArea(tx)
    const named = { parentId: root, kind: 'community', timeZone: null } as const
    here = await createArea(tx, [root], { ...named, name: 'here' })
    there = await createArea(tx, [root], { ...named, name: 'there' })
    const roles = [{ role: 'installer', areaId: here }] as const
    await addStaff(tx, [root], { username: 'li', displayName: 'l', password: STAFF_PASSWORD, roles }, fixture.now())
    await tx.query('update staff set must_change_password = false')
  })
  admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
  installer = await signIn(fixture.api, 'li', STAFF_PASSWORD)
})
afterAll(() => fixture.close())

const csv = (...rows: readonly string[][]): Buffer => Buffer.from(writeCsv(rows))

async function send(
  path: 'check' | 'import',
  file: Buffer,
  { session = installer, area = here, name = '到货.csv', key = '' } = {},
) {
  const response = await fixture.api.inject({
    method: 'POST',
    url: `/api/v1/stock/${path}?areaId=${area}&name=${encodeURIComponent(name)}`,
    headers: {
      ...{ cookie: session.cookie, 'content-type': 'application/octet-stream' },
      ...(key === '' ? {} : { 'idempotency-key': key }),
    },
    payload: file,
  })
  return { status: response.statusCode, answer: JSON.parse(response.body) }
}
const rowsOf = async (text: string, values: readonly unknown[] = []) =>
  (await fixture.pool.query(text, [...values])).rows
const isLetIn = async (uid: string, secret: string): Promise<boolean> => {
  const login = { clientId: uid, username: uid, password: Buffer.from(secret), certificateId: null }
  return (await authenticateDevice(fixture.pool, login)) !== null
}
const faultsIn = async (...rows: readonly string[][]) => {
  const { answer } = await send('check', csv(['编号', '型号', '密钥'], ...rows))
  return answer.faults.map((it: { row: number; column: string; code: string }) => `${it.row} ${it.column}: ${it.code}`)
}

describe('a list of sensors', () => {
  test('is checked, taken into stock with the secrets it brings or is given, and the second time all of it is there', async () => {
    const factory = issueSecret().secret
    const file = csv(
      ['到货清单', '', ''],
      ['门磁编号', '型号', '出厂密钥', '箱号'],
      ['lot1-0001', 'native', factory, '7'],
      ['lot1-0002', '', '', '7'],
    )
    expect(await send('check', file)).toEqual({
      status: 200,
      answer: {
        ...{ sheet: null, rows: 2, ignoredColumns: ['箱号'], faults: [], faultsTotal: 0, notices: [], noticesTotal: 0 },
        ...{ makes: { sensors: 2, secrets: 1 }, present: 0 },
      },
    })
    expect(await rowsOf("select uid from sensor where uid like 'lot1-%'")).toEqual([])

    const { status, answer } = await send('import', file, { key: 'one' })
    expect([status, answer.made, answer.present]).toEqual([200, 2, 0])
    expect(answer.credentials.map((it: { uid: string }) => it.uid)).toEqual(['lot1-0002'])
    const { secret } = answer.credentials[0]
    expect(await isLetIn('lot1-0001', factory)).toBe(true)
    expect(await isLetIn('lot1-0002', secret)).toBe(true)
    expect(
      await rowsOf("select uid, state, model, area_id::int as area from sensor where uid like 'lot1-%' order by 1"),
    ).toEqual([
      { uid: 'lot1-0001', state: 'stock', model: 'native', area: here },
      { uid: 'lot1-0002', state: 'stock', model: 'native', area: here },
    ])

    const again = await send('import', file, { key: 'two' })
    expect(again).toEqual({ status: 200, answer: { made: 0, present: 2, credentials: [] } })
    expect(
      await rowsOf(
        "select detail->>'made' as made, area_id::int as area from audit where action = 'stock.import' order by id",
      ),
    ).toEqual([
      { made: '2', area: here },
      { made: '0', area: here },
    ])
  })

  test('tells a secret once: the same request again does not, and nothing keeps it', async () => {
    const file = csv(['id'], ['lot2-0001'])
    const { answer } = await send('import', file, { key: 'secret' })
    const { secret } = answer.credentials[0]
    const second = await send('import', file, { key: 'secret' })
    expect([second.status, second.answer.code]).toEqual([409, 'request.already_done'])
    const kept = JSON.stringify([await rowsOf('select * from answered_request'), await rowsOf('select * from audit')])
    expect(kept).not.toContain(secret)
  })

  test('comes as a workbook too', async () => {
    const columns = ['编号', '型号'].map((header) => ({ header, width: 12 }))
    const file = Buffer.from(
      writeXlsx([
        {
          name: '到货',
          columns,
          rows: [
            ['lot3-0001', 'native'],
            [30_012, null],
          ],
        },
      ]),
    )
    const { answer } = await send('check', file, { name: '到货.xlsx' })
    expect(answer).toMatchObject({ sheet: '到货', rows: 2, faultsTotal: 0, makes: { sensors: 2, secrets: 2 } })
  })

  test('every fault is told by row and column, and then nothing of it is made', async () => {
    const secret = issueSecret().secret
    const rows = [
      ['lot4-0001', '', secret],
      ['Lot4-0002', '', ''],
      ['lot4-0003', 'x'.repeat(65), 'short'],
      ['lot4-0001', '', ''],
      ['lot4-0004', '', secret],
      ['', 'native', ''],
    ]
    expect(await faultsIn(...rows)).toEqual([
      '3 uid: uid',
      '4 model: too_long',
      '4 secret: secret',
      '5 uid: same_row',
      '6 secret: secret_twice',
      '7 uid: missing',
    ])
    const formula = await send('check', Buffer.from('编号\n=1+1\n'))
    expect(formula.answer.faults).toMatchObject([{ row: 2, column: 'uid', code: 'formula' }])
    const { status, answer } = await send('import', csv(['编号', '型号', '密钥'], ...rows))
    expect([status, answer.code, answer.details.faults]).toEqual([409, 'ledger.faulty', 6])
    expect(await rowsOf("select uid from sensor where uid ilike 'lot4-%'")).toEqual([])
  })

  test('what is there already stays as it is; what is elsewhere or retired is a fault', async () => {
    const own = issueSecret().secret
    await send('import', csv(['编号', '密钥'], ['lot5-0001', own], ['lot5-0002', '']))
    await send('import', csv(['编号'], ['lot5-0003']), { session: admin, area: there })
    await fixture.pool.query("update sensor set state = 'retired' where uid = 'lot5-0002'")
    const { answer } = await send(
      'check',
      csv(
        ['编号', '型号', '密钥'],
        ['lot5-0001', 'DW-2', issueSecret().secret],
        ['lot5-0002', '', ''],
        ['lot5-0003', '', ''],
      ),
    )
    const told = (it: { row: number; column: string; code: string }) => [it.row, it.column, it.code]
    expect(answer.faults.map(told)).toEqual([
      [3, 'uid', 'retired'],
      [4, 'uid', 'uid_taken'],
    ])
    expect(answer.notices.map(told)).toEqual([
      [2, 'model', 'model_kept'],
      [2, 'secret', 'secret_kept'],
    ])
    expect(answer.notices[0].what).toEqual({
      zh: '已在系统里，型号是 native，保持不变',
      en: 'it is there already as native, which stays',
    })
  })

  test('two imports of one list at once make it once', async () => {
    const file = csv(['编号'], ...Array.from({ length: 300 }, (_, n) => [`lot6-${1000 + n}`]))
    const both = await Promise.all([send('import', file), send('import', file)])
    expect(both.map((it) => it.answer.made).toSorted((a, b) => a - b)).toEqual([0, 300])
  })

  test.each(['zh', 'en'] as const)(
    'a template is a list without rows, and its own example can be imported: %s',
    async (language) => {
      const template = async (format: 'xlsx' | 'csv') => {
        const url = `/api/v1/stock/template?format=${format}&language=${language}`
        const { rawPayload, headers } = await fixture.api.inject({ url, headers: { cookie: installer.cookie } })
        expect(headers['content-disposition']).toBe(`attachment; filename="stock.${format}"`)
        const { answer } = await send('check', rawPayload, { name: `x.${format}` })
        expect(answer).toMatchObject({ rows: 0, ignoredColumns: [], faultsTotal: 0 })
        return rawPayload
      }
      const lines = (await template('csv')).toString('utf8').trimEnd().split('\r\n')
      expect(lines).toHaveLength(4)
      const filled = Buffer.from([...lines, lines[2]].join('\r\n'))
      expect((await send('check', filled)).answer).toMatchObject({ rows: 1, faultsTotal: 0 })

      const [list = [], explained = []] = [...readXlsxRows(await template('xlsx')).values()]
      const [header = []] = list
      expect(header).toEqual(language === 'zh' ? ['编号', '型号', '密钥'] : ['Sensor', 'Model', 'Secret'])
      const examples = explained.slice(1).map(([, , example = '']) => example)
      expect(examples.join()).toBe(lines[2])
      const columns = header.map((it) => ({ header: String(it), width: 12 }))
      const workbook = Buffer.from(writeXlsx([{ name: 'x', columns, rows: [examples] }]))
      const { answer } = await send('import', workbook, { name: 'x.xlsx' })
      expect(answer.made + answer.present).toBe(1)
    },
  )

  test('a file that is none is refused with the reason, and another area is not there', async () => {
    const { status, answer } = await send('check', Buffer.from('房号\n0301\n'))
    expect([status, answer.code, answer.details.why]).toEqual([400, 'ledger.unreadable', 'no_stock_header'])
    expect((await send('import', csv(['编号'], ['lot7-0001']), { area: there })).status).toBe(404)
  })
})
