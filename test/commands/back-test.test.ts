import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBackTestOptions } from '../../commands/back-test-options.ts'
import { backTestResult } from '../../evaluator/back-test/back-test-result.ts'
import { lived } from '../evaluator/back-test/lived-history.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { facts, MINUTE, speaker, T0 } from '../watch/stories.ts'

const NOW = Date.UTC(2026, 2, 15)

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'menshen-draft-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await database.close()
})

async function draft(text: string): Promise<string> {
  const file = path.join(folder, 'draft.json')
  await writeFile(file, text)
  return file
}

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** The command as staff run it, in a process of its own. */
function run(...args: readonly string[]): Promise<Ended> {
  const command = path.resolve(import.meta.dirname, '../../commands/back-test.ts')
  return new Promise((resolve) => {
    const env = { PATH: '/usr/bin:/bin', DATABASE_URL: database.url }
    execFile(process.execPath, [command, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

test('compares a draft with what was, in words and as JSON', async () => {
  const say = speaker()
  const events = [say('opened', T0 + MINUTE), say('closed', T0 + MINUTE + 20_000)]
  const { area } = await lived(database.pool, facts(), events, T0 + 5 * MINUTE)
  const args = ['--settings', await draft('{"graceSeconds":30}'), '--area', `${area}`]
  args.push('--from', new Date(T0).toISOString(), '--until', new Date(T0 + 86_400_000).toISOString())
  const told = await run(...args)
  expect(told).toMatchObject({ code: 0, err: '' })
  expect(told.out.trimEnd().split('\n').at(-1)).toMatch(/^1 alert fewer per day; no breach was confirmed/)
  const data = await run(...args, '--json')
  expect(backTestResult.parse(JSON.parse(data.out))).toMatchObject({ alerts: { before: 1, after: 0 }, events: 2 })
})

test('a draft or option that makes no sense ends with 2 and says what is wrong', async () => {
  const ended = await run('--settings', await draft('{"graceSeconds":-1,"grace":2}'))
  expect(ended.code).toBe(2)
  expect(ended.err).toMatch(/graceSeconds/)
  expect(ended.err).toMatch(/grace"/)
})

test.each<[string, readonly string[], RegExp]>([
  ['no draft', [], /--settings: needed/],
  ['no such option', ['--sttings', 'x'], /not known/],
  ['no area', ['--settings', 'x', '--area', 'x'], /--area/],
  ['no time', ['--settings', 'x', '--from', 'soon'], /--from: not a time/],
  ['an end before the beginning', ['--settings', 'x', '--from', '2026-03-02', '--until', '2026-03-01'], /not before/],
  ['more than a year', ['--settings', 'x', '--from', '2024-03-02', '--until', '2026-03-01'], /366 days/],
  ['a file that is not there', ['--settings', 'not-there.json'], /not-there.json/],
])('%s is refused', async (_, args, problem) => {
  const reading = await readBackTestOptions(args, NOW)
  expect(reading.kind === 'wrong' ? reading.problems.join('\n') : '').toMatch(problem)
})

test('without times it is the last two weeks, everywhere', async () => {
  const reading = await readBackTestOptions(['--settings', await draft('{}')], NOW)
  expect(reading).toMatchObject({ command: { area: null, from: NOW - 14 * 86_400_000, until: NOW, json: false } })
})
