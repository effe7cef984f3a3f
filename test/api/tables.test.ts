import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { TABLE_NAMES, TABLES } from '../../api/table/tables.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { addStaff } from '../../registry/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'
import { readXlsxRows } from './xlsx-rows.ts'

const FORMULA = '=HYPERLINK("https://evil.example","x")'

describe('what a list shows, as a file', () => {
  let fixture: ApiFixture
  let a: Community
  let b: Community
  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    b = await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    await fixture.pool.query('update alert set note = $1', [FORMULA])
  })
  afterAll(() => fixture.close())

  const file = async (cookie: string, address: string) => {
    const answer = await fixture.api.inject({ method: 'GET', url: `/api/v1/tables/${address}`, headers: { cookie } })
    return { status: answer.statusCode, bytes: answer.rawPayload, text: answer.rawPayload.toString('utf8') }
  }

  test.each(TABLE_NAMES)('%s: of one’s own areas, in both formats and languages, and written down', async (name) => {
    const { cookie } = await signIn(fixture.api, a.username, STAFF_PASSWORD)
    const csv = await file(cookie, `${name}?format=csv&language=en`)
    expect(csv.status).toBe(200)
    const [header, ...lines] = csv.text.slice(1).trimEnd().split('\r\n')
    expect(header).toBe(TABLES[name].columns.map((it) => it.name.en).join(','))
    expect(lines.length).toBeGreaterThan(0)
    expect(csv.text).not.toContain(b.mark)
    const xlsx = await file(cookie, `${name}?language=zh`)
    const [[titles, ...rows] = []] = readXlsxRows(xlsx.bytes).values()
    expect(titles).toEqual(TABLES[name].columns.map((it) => it.name.zh))
    expect(rows.length).toBeGreaterThanOrEqual(lines.length)
    const { rows: told } = await fixture.pool.query(
      "select detail from audit where action = 'table.export' and staff_id = $1 and detail ->> 'table' = $2 order by id",
      [a.staffId, name],
    )
    expect(
      z
        .array(z.object({ detail: z.object({ format: z.string() }) }))
        .parse(told)
        .map((it) => it.detail.format),
    ).toEqual(['csv', 'xlsx'])
  })

  test('no cell is a formula, and instants are those of the asked clock', async () => {
    const { cookie } = await signIn(fixture.api, a.username, STAFF_PASSWORD)
    const { text } = await file(cookie, 'alerts?format=csv&timeZone=Europe/Berlin')
    expect(text).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`)
    expect(text).toContain('2026-03-02 05:00:00')
    expect((await file(cookie, 'alerts?timeZone=Mars/Olympus')).status).toBe(400)
    expect((await file(cookie, 'passwords')).status).toBe(400)
  })

  test('whoever may not see the list does not get the file', async () => {
    await inTransaction(fixture.pool, async (tx) => {
      const roles = [{ role: 'installer', areaId: a.areaId }] as const
      const member = { username: 'installer-a', displayName: '安装员', password: STAFF_PASSWORD, roles }
      await addStaff(tx, [await ensureRootArea(tx)], member, fixture.now())
      await tx.query('update staff set must_change_password = false')
    })
    const { cookie } = await signIn(fixture.api, 'installer-a', STAFF_PASSWORD)
    expect((await file(cookie, 'stock')).status).toBe(200)
    for (const name of ['alerts', 'orders', 'staff', 'audit']) expect((await file(cookie, name)).status).toBe(403)
    const admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    expect((await file(admin.cookie, 'alerts?format=csv')).text).toContain(b.mark)
  })
})
