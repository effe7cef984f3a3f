import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endGonePush, SUBSCRIPTIONS_MAX } from '../../registry/push-subscription.ts'
import { readStaffPoints } from '../../store/escalation.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, PUSH_KEYS, startApi } from './api-fixture.ts'
import { BROWSER } from './route-requests.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const MINUTE_MS = 60_000
const added = z.object({ id: z.number() })

describe('a browser in which somebody wants messages', () => {
  let fixture: ApiFixture
  let a: Community
  let b: Community
  let staff: Session
  let browsers = 0

  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    b = await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    staff = await signIn(fixture.api, a.username, STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())

  const browser = () => {
    browsers += 1
    return { ...BROWSER, endpoint: `https://push.example/wpush/v2/browser-${browsers}` }
  }
  const give = async (session: Session, given: object) => {
    const { status, body } = await session.post('/me/web-push-subscriptions', given)
    expect(status, JSON.stringify(body)).toBe(200)
    return added.parse(body).id
  }
  const rowOf = async (id: number) => {
    const { rows } = await fixture.pool.query(
      `select c.*, (select count(*) from notification n where n.contact_point_id = c.id) as messages
       from contact_point c where id = $1`,
      [id],
    )
    return rows[0]
  }
  const auditOf = async (id: number) => {
    const { rows } = await fixture.pool.query(
      "select action, staff_id, area_id, detail ->> 'why' as why from audit where detail ->> 'id' = $1 order by id",
      [String(id)],
    )
    return rows
  }
  const ended = { disabled_at: expect.any(Number), secret: null, session_sha256: null }

  test('is subscribed under our key', async () => {
    expect((await staff.get('/web-push-key')).body).toEqual({ publicKey: PUSH_KEYS.publicKey })
  })

  test('is a contact point of theirs, told so at once, and shown by its host alone', async () => {
    const given = browser()
    const id = await give(staff, given)
    expect(await rowOf(id)).toMatchObject({ staff_id: a.staffId, area_id: null, disabled_at: null, messages: 1 })
    const points = await readStaffPoints(fixture.pool, [a.staffId])
    expect(points.map((it) => it.id)).toContain(id)
    const listed = JSON.stringify((await staff.get('/contact-points')).body)
    expect(listed).toContain('"push.example …"')
    expect(listed).not.toContain('wpush')
    expect(listed).not.toContain(BROWSER.keys.auth)
    expect(await auditOf(id)).toMatchObject([
      { action: 'contact_point.create', staff_id: a.staffId, area_id: a.areaId },
    ])
  })

  test('given again stays the same one, with the keys and the language of now', async () => {
    const given = browser()
    const id = await give(staff, given)
    expect(await give(staff, { ...given, language: 'en' })).toBe(id)
    const row = await rowOf(id)
    expect(row).toMatchObject({ messages: 1, disabled_at: null })
    expect(JSON.parse(row.secret)).toEqual({ ...BROWSER.keys, language: 'en' })
    expect(await auditOf(id)).toHaveLength(1)
  })

  test('is ended at their wish, by them alone, and begun again', async () => {
    const given = browser()
    const id = await give(staff, given)
    const other = await signIn(fixture.api, b.username, STAFF_PASSWORD)
    const end = (session: Session) => session.post('/me/web-push-subscriptions/end', { endpoint: given.endpoint })
    expect((await end(other)).status).toBe(200)
    expect(await rowOf(id)).toMatchObject({ disabled_at: null })
    expect((await end(staff)).status).toBe(200)
    expect(await rowOf(id)).toMatchObject({ ...ended, disabled_why: 'asked' })
    expect((await end(staff)).status).toBe(200)
    expect((await auditOf(id)).map((it) => it.why)).toEqual([null, 'asked'])
    expect(await give(staff, given)).toBe(id)
    expect(await rowOf(id)).toMatchObject({ disabled_at: null, disabled_why: null, secret: expect.any(String) })
  })

  test('is theirs no longer when somebody else has it', async () => {
    const given = browser()
    const id = await give(staff, given)
    const theirs = await give(await signIn(fixture.api, b.username, STAFF_PASSWORD), given)
    expect(await rowOf(id)).toMatchObject({ ...ended, disabled_why: 'another_person' })
    expect(await rowOf(theirs)).toMatchObject({ staff_id: b.staffId, disabled_at: null })
    expect(await auditOf(id)).toMatchObject([{}, { staff_id: b.staffId, why: 'another_person' }])
  })

  test('ends when they sign out of it, and no other does; one that only runs out stays', async () => {
    const [here, there] = [await signIn(fixture.api, a.username, STAFF_PASSWORD), staff]
    const [ofHere, ofThere] = [await give(here, browser()), await give(there, browser())]
    expect((await here.post('/logout')).status).toBe(200)
    expect(await rowOf(ofHere)).toMatchObject({ ...ended, disabled_why: 'signed_out' })
    expect(await auditOf(ofHere)).toMatchObject([{}, { staff_id: a.staffId, area_id: a.areaId, why: 'signed_out' }])
    expect(await rowOf(ofThere)).toMatchObject({ disabled_at: null })
  })

  test('ends when they change their password elsewhere', async () => {
    const { username } = b
    const [here, there] = [
      await signIn(fixture.api, username, STAFF_PASSWORD),
      await signIn(fixture.api, username, STAFF_PASSWORD),
    ]
    const [ofHere, ofThere] = [await give(here, browser()), await give(there, browser())]
    const change = { current: STAFF_PASSWORD, next: 'another password for the tests' }
    expect((await here.post('/me/password', change)).status).toBe(200)
    expect(await rowOf(ofHere)).toMatchObject({ disabled_at: null })
    expect(await rowOf(ofThere)).toMatchObject({ ...ended, disabled_why: 'password_changed' })
  })

  test('that its push service says is gone ends, once, by nobody', async () => {
    const id = await give(staff, browser())
    for (let time = 0; time < 2; time++) await inTransaction(fixture.pool, (tx) => endGonePush(tx, id, fixture.now()))
    expect(await rowOf(id)).toMatchObject({ ...ended, disabled_why: 'gone' })
    expect(await auditOf(id)).toMatchObject([{}, { action: 'contact_point.end', staff_id: null, why: 'gone' }])
  })

  test(`is one of ${SUBSCRIPTIONS_MAX}: beyond, the one that was longest not seen ends`, async () => {
    const root = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    const given = Array.from({ length: SUBSCRIPTIONS_MAX }, browser)
    const ids: number[] = []
    for (const one of given) {
      fixture.setNow(fixture.now() + MINUTE_MS)
      ids.push(await give(root, one))
    }
    fixture.setNow(fixture.now() + MINUTE_MS)
    await give(root, given[0] ?? {})
    await give(root, browser())
    const fates = await Promise.all(ids.map(async (id) => (await rowOf(id)).disabled_why))
    expect(fates).toEqual([null, 'too_many', ...Array.from({ length: SUBSCRIPTIONS_MAX - 2 }, () => null)])
  })

  test.each([
    ['an address of ours', { endpoint: 'http://127.0.0.1:5432/' }],
    ['a host that nobody named', { endpoint: 'https://intranet.example/x' }],
    ['no address', { endpoint: 'push' }],
    ['a point that is not on the curve', { keys: { ...BROWSER.keys, p256dh: `B${'A'.repeat(86)}` } }],
    ['a secret that is too short', { keys: { ...BROWSER.keys, auth: 'AAAA' } }],
    ['another language', { language: 'fr' }],
  ])('is not %s', async (_, over) => {
    const { status, body } = await staff.post('/me/web-push-subscriptions', { ...browser(), ...over })
    expect([status, body.code]).toEqual([400, 'request.invalid'])
  })

  test('cannot be given for somebody else', async () => {
    const point = { channel: 'web_push', target: browser().endpoint, staffId: a.staffId }
    expect((await staff.post('/contact-points', point)).status).toBe(400)
  })
})
