import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { AreaId } from '../../base/id.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const MANY = 300
const answer = z.object({
  areas: z.array(z.object({ id: z.number(), kind: z.string(), name: z.string(), place: z.string() })),
})

let fixture: ApiFixture
let here: Community
let there: Community
let staff: Session
const found = async (query: string) => answer.parse((await staff.get(`/areas?limit=200&${query}`)).body).areas
const names = async (query: string) => (await found(query)).map((it) => it.name)

beforeAll(async () => {
  fixture = await startApi()
  here = await makeCommunity(fixture.pool, 'here', fixture.now())
  there = await makeCommunity(fixture.pool, 'there', fixture.now())
  const add = async (parent: AreaId, prefix: string) =>
    fixture.pool.query(
      `insert into area (parent_id, kind, name, time_zone)
       select $1, 'building', $2 || lpad(n::text, 3, '0') || '号楼', null from generate_series(1, $3::int) n`,
      [parent, prefix, MANY],
    )
  await add(here.areaId, 'A')
  await add(there.areaId, 'A')
  staff = await signIn(fixture.api, here.username, STAFF_PASSWORD)
})
afterAll(() => fixture?.close())

test('an area is found by part of its name and of that around it, however many there are, and only within the scope', async () => {
  expect(await names(`search=${encodeURIComponent('a299')}`)).toEqual(['A299号楼'])
  expect(await names(`search=${encodeURIComponent('HERE a29')}`)).toHaveLength(10)
  expect(await names(`search=${encodeURIComponent('here › A299号楼')}`)).toEqual(['A299号楼'])
  expect(await names(`search=${encodeURIComponent('there a299')}`)).toEqual([])
  expect(await names('search=%25')).toEqual([])
  const [one] = await found('search=A299')
  expect(one?.place).toMatch(/ › A299号楼$/)
})

test('areas are asked for by kind and by number', async () => {
  expect(await names('kinds=community,compound')).toEqual(expect.arrayContaining(['here']))
  expect(new Set((await found('kinds=community,compound')).map((it) => it.kind))).not.toContain('building')
  const [one] = await found('search=A007')
  expect(await names(`ids=${one?.id},${there.areaId}`)).toEqual(['A007号楼'])
  for (const wrong of ['kinds=castle', 'ids=1,x', 'ids=', `search=${'x'.repeat(65)}`]) {
    expect((await staff.get(`/areas?${wrong}`)).status).toBe(400)
  }
})
