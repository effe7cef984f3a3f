import { execFile } from 'node:child_process'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readReplayOptions } from '../../commands/replay-options.ts'
import { lived } from '../evaluator/back-test/lived-history.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { facts, MINUTE, speaker, T0 } from '../watch/stories.ts'

const NOW = Date.UTC(2026, 2, 15)

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** The command as staff run it, in a process of its own. */
function run(...args: readonly string[]): Promise<Ended> {
  const command = path.resolve(import.meta.dirname, '../../commands/replay.ts')
  return new Promise((resolve) => {
    const env = { PATH: '/usr/bin:/bin', DATABASE_URL: database.url }
    execFile(process.execPath, [command, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

function aDay() {
  const say = speaker()
  const events = [say('opened', T0 + MINUTE), say('closed', T0 + 2 * MINUTE), say('opened', T0 + 60 * MINUTE)]
  return lived(database.pool, facts(), events, T0 + 70 * MINUTE)
}

test('says in a sentence that replay equals live, and otherwise where it does not', async () => {
  const [good, bad] = [await aDay(), await aDay()]
  expect(await run('--all')).toEqual({
    code: 0,
    out: '2 households, 6 events: replay equals live to the row.\n',
    err: '',
  })
  await database.pool.query(
    "update alert set count = 7 where order_id = $1 and kind = 'unpermitted_opening' and started_at < to_timestamp($2 / 1000.0)",
    [bad.order, T0 + 30 * MINUTE],
  )
  const told = await run('--all')
  expect(told.code).toBe(1)
  expect(told.out).toMatch(/alert unpermitted_opening .* count +7 +1\n/)
  expect(told.out).toMatch(/2 households, 6 events: 1 difference in 1 household\. This is a defect/)
  expect((await run('--household', `${good.household}`)).code).toBe(0)
  expect((await run('--area', `${bad.area}`)).code).toBe(1)
  const later = ['--household', `${bad.household}`, '--from', new Date(T0 + 30 * MINUTE).toISOString()]
  expect((await run(...later)).out).toBe('1 household, 3 events: replay equals live to the row.\n')
  const data: { differences: object[] } = JSON.parse((await run('--all', '--json')).out)
  expect(data.differences).toMatchObject([{ household: bad.household, what: 'alert', field: 'count', live: 7 }])
}, 60_000)

test('a span without orders is said to have none', async () => {
  expect(await run('--all', '--until', '2020-01-01')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/nothing to replay/),
  })
})

test.each<[string, readonly string[], RegExp]>([
  ['nobody', [], /one of --all, --area and --household/],
  ['everybody and somebody', ['--all', '--area', '1'], /one of/],
  ['no such option', ['--al'], /not known/],
  ['no household', ['--household', '0'], /--household: not the id/],
  ['no time', ['--all', '--from', 'soon'], /--from: not a time/],
  ['an end before the beginning', ['--all', '--from', '2026-03-02', '--until', '2026-03-01'], /not before/],
])('%s is refused', (_, args, problem) => {
  const reading = readReplayOptions(args, NOW)
  expect(reading.kind === 'wrong' ? reading.problems.join('\n') : '').toMatch(problem)
})

test('without times it is everything up to now', () => {
  expect(readReplayOptions(['--area', '3'], NOW)).toEqual({
    kind: 'ok',
    command: { span: { area: 3, household: null, from: 0, until: NOW }, json: false },
  })
})
