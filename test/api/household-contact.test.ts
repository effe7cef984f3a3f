import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { householdId } from '../../base/id.ts'
import { openTarget, revealHouseholdContact } from '../../registry/household-contact.ts'
import { addStaff } from '../../registry/staff.ts'
import { onlyRow } from '../../store/only-row.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const NAME = '王芳'
const PHONE = '+8613800001234'
let homes = 0

describe('who answers for a household', () => {
  let fixture: ApiFixture
  let home: Community
  let staff: Session
  let admin: Session

  beforeAll(async () => {
    fixture = await startApi()
    admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
  })
  afterAll(() => fixture.close())
  beforeEach(async () => {
    homes += 1
    home = await makeCommunity(fixture.pool, `home${homes}`, fixture.now())
    staff = await signIn(fixture.api, home.username, STAFF_PASSWORD)
  })

  const path = (rest: string) => `/households/${home.householdId}${rest}`
  const set = (over: object = {}) => staff.post(path('/contact'), { channel: 'sms', name: NAME, phone: PHONE, ...over })
  const reveal = (purpose = '核对电话') => staff.post(path('/reveal-contact'), { purpose })
  const confirmedAt = async () => (await staff.get(path(''))).body.contactConfirmedAt
  const everything = async () => {
    const { rows } = await fixture.pool.query(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    )
    const all = await Promise.all(rows.map((it) => fixture.pool.query(`select t::text as line from ${it.name} t`)))
    return JSON.stringify(all.map((it) => it.rows))
  }

  test('is told to whoever says what for, which is written down', async () => {
    expect(await set()).toMatchObject({ status: 200, body: { confirmationVoid: true } })
    expect((await reveal()).body).toEqual({ name: NAME, phone: PHONE, language: 'zh', channel: 'sms' })
    const { rows } = await fixture.pool.query(
      "select household_id, purpose from audit where action = 'household.contact.read' order by id desc limit 1",
    )
    expect(rows).toEqual([{ household_id: home.householdId, purpose: '核对电话' }])
    expect((await reveal('  ')).status).toBe(400)
  })

  test('stands nowhere in the database that can be read, and in no list', async () => {
    await set()
    const lists = ['', '/openings']
      .map(path)
      .concat('/households', '/contact-points', `/audit?householdId=${home.householdId}`)
    const told = await Promise.all(lists.map((it) => staff.get(it)))
    for (const text of [await everything(), JSON.stringify(told.map((it) => it.body))]) {
      expect(text).not.toContain(NAME)
      expect(text).not.toContain('13800001234')
    }
  })

  test('a confirmation is about the number that was called', async () => {
    await set()
    await staff.post(path('/confirm-contact'))
    const at = await confirmedAt()
    expect(at).not.toBe(null)
    expect((await set({ phone: '138 0000 1234', name: '王 芳', language: 'en', channel: 'voice' })).body).toEqual({
      confirmationVoid: false,
    })
    expect(await confirmedAt()).toBe(at)
    expect((await set({ phone: '13800005678' })).body).toEqual({ confirmationVoid: true })
    expect(await confirmedAt()).toBe(null)
    expect((await reveal()).body).toMatchObject({ name: NAME, phone: '+8613800005678', language: 'zh' })
  })

  test('messages go to one contact point, encrypted too; none where none are wanted', async () => {
    const points = async () =>
      (
        await fixture.pool.query(
          'select channel, target, disabled_at is null as live from contact_point where household_id = $1',
          [home.householdId],
        )
      ).rows
    const id = householdId.parse(home.householdId)
    await set()
    await set({ channel: 'voice', phone: '+8613800005678' })
    const point = onlyRow(await points())
    expect(point).toMatchObject({ channel: 'voice', live: true })
    expect(openTarget(fixture.deps.contactKey, id, point.target)).toBe('+8613800005678')
    await set({ channel: 'none' })
    expect(await points()).toEqual([{ channel: 'voice', target: '', live: false }])
    expect((await reveal()).body).toMatchObject({ phone: PHONE, channel: null })
  })

  test('a webhook stands for a phone in trials, and only an administrator gives it', async () => {
    const webhook = { channel: 'webhook', name: NAME, phone: PHONE, address: 'https://phone.example/' }
    const grants = [{ role: 'grid_worker', areaId: home.areaId }] as const
    const person = { username: `gu${homes}`, displayName: 'gu', password: STAFF_PASSWORD, roles: grants }
    await inTransaction(fixture.pool, async (tx) => {
      const root = onlyRow((await tx.query('select id from area where parent_id is null')).rows).id
      const staffId = await addStaff(tx, [root], person, fixture.now())
      await tx.query('update staff set must_change_password = false where id = $1', [staffId])
    })
    const gridWorker = await signIn(fixture.api, person.username, STAFF_PASSWORD)
    expect((await gridWorker.post(path('/contact'), webhook)).status).toBe(403)
    expect((await gridWorker.post(path('/contact'), { ...webhook, channel: 'sms' })).status).toBe(200)
    expect((await admin.post(path('/contact'), webhook)).status).toBe(200)
    expect((await admin.post(path('/contact'), { ...webhook, address: undefined })).status).toBe(400)
  })

  test('one household cannot be given what belongs to another, nor read under another key', async () => {
    await set()
    const other = await makeCommunity(fixture.pool, `other${homes}`, fixture.now())
    await fixture.pool.query(
      `insert into household_contact select $2, sealed, language, set_by, set_at from household_contact where household_id = $1`,
      [home.householdId, other.householdId],
    )
    expect((await admin.post(`/households/${other.householdId}/reveal-contact`, { purpose: 'x' })).status).toBe(500)
    const id = householdId.parse(home.householdId)
    const scope = [home.areaId]
    await expect(revealHouseholdContact(fixture.pool, Buffer.alloc(32, 8), scope, id)).rejects.toThrow(/decrypted/)
  })

  test.each(['12345', 'abc', '+0123456789', '', '0138000012345678901'])('%j is no number', async (phone) => {
    expect((await set({ phone })).status).toBe(400)
  })

  test('where nobody is known there is nobody to tell of', async () => {
    expect((await reveal()).body).toMatchObject({ code: 'record.not_found' })
  })
})
