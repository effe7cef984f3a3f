import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureFirstAdmin } from '../../registry/first-admin.ts'
import { signIn } from '../../registry/sign-in.ts'
import { freshDatabase } from '../support/database.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const clock = () => 1000

test('two processes that start at once make one administrator', async () => {
  const made = await Promise.all([
    ensureFirstAdmin(database.pool, clock, { demoPassword: null }),
    ensureFirstAdmin(database.pool, clock, { demoPassword: null }),
  ])
  const [admin, ...others] = made.filter((it) => it !== null)
  expect(others).toEqual([])
  expect(admin).toEqual({ username: 'admin', password: expect.stringMatching(/^[\w-]{20}$/) })
  expect(await signIn(database.pool, { username: 'admin', password: admin?.password ?? '' }, 1000)).not.toBeNull()
  const { rows } = await database.pool.query(
    `select s.must_change_password as "mustChange", r.role, a.kind from staff s
     join staff_role r on r.staff_id = s.id join area a on a.id = r.area_id`,
  )
  expect(rows).toEqual([{ mustChange: true, role: 'admin', kind: 'city' }])
  expect(await ensureFirstAdmin(database.pool, clock, { demoPassword: null })).toBeNull()
})

test("a demonstration's password is the same at every start", async () => {
  const demo = { username: 'admin', password: 'menshen demo password' }
  expect(await ensureFirstAdmin(database.pool, clock, { demoPassword: demo.password })).toEqual(demo)
  expect(await signIn(database.pool, demo, 1000)).not.toBeNull()
})
