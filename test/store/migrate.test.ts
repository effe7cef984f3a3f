import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate, migrateDown } from '../../store/migrate.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.close())

const TABLES = "select table_name as name from information_schema.tables where table_schema = 'public' order by 1"
const tables = async () => (await database.pool.query<{ name: string }>(TABLES)).rows.map((it) => it.name)
const applied = async () => (await database.pool.query('select name from migration order by id')).rows

test('a second run changes nothing and keeps what is stored', async () => {
  await database.pool.query("insert into area (kind, name) values ('city', 'kept')")
  const before = [await tables(), await applied()]
  await migrate(database.url)
  expect([await tables(), await applied()]).toEqual(before)
  expect((await database.pool.query('select name from area')).rows).toEqual([{ name: 'kept' }])
})

test('down takes everything back, and up brings it again', async () => {
  const before = [await tables(), await applied()]
  await migrateDown(database.url)
  expect(await tables()).toEqual(['migration'])
  expect((await database.pool.query("select 1 from pg_proc where pronamespace = 'public'::regnamespace")).rows).toEqual(
    [],
  )
  await migrate(database.url)
  expect([await tables(), await applied()]).toEqual(before)
})

test('processes that start at once take turns and all succeed', async () => {
  await migrateDown(database.url)
  await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)])
  expect(new Set((await applied()).map((it) => it.name)).size).toBe((await applied()).length)
  expect(await tables()).toContain('door_event_hourly')
})

test('it runs from any working directory and says nothing', async () => {
  const home = process.cwd()
  const said: string[] = []
  const { info, log } = console
  console.info = console.log = (line: string) => said.push(line)
  try {
    process.chdir('/')
    await migrateDown(database.url)
    await migrate(database.url)
  } finally {
    process.chdir(home)
    Object.assign(console, { info, log })
  }
  expect(said).toEqual([])
  expect(await tables()).toContain('door_event')
})

test('a server that is not there is an error, not a wait', async () => {
  const url = new URL(database.url)
  url.port = '1'
  await expect(migrate(url.href)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
