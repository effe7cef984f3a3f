import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Closers } from '../../base/closers.ts'
import { storingBroker } from './storing-broker.ts'

const closers = new Closers()
afterEach(() => closers.close())

const MAIN = path.resolve(import.meta.dirname, '../../firmware-sim/main.ts')

/** Runs `npm run sim` as a process of its own: what its file does on loading is seen only so. */
function sim(...args: readonly string[]): Promise<{ readonly code: unknown; readonly text: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, text: stdout + stderr })
    })
  })
}

test('sensors of a credentials file speak to their broker', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'menshen-sim-'))
  closers.add('folder', () => rm(folder, { recursive: true }))
  const broker = await storingBroker()
  closers.add('broker', () => broker.close())
  const file = path.join(folder, 'sensors.jsonl')
  await writeFile(file, '{"id":"door-0001","secret":"a secret"}\n')
  const { code, text } = await sim('--credentials', file, '--broker', broker.url, '--minutes', '0.01', '--speed', '60')
  expect({ code, text }).toMatchObject({ code: 0 })
  expect(broker.arrivals.map(({ message }) => message.kind)).toContain('hello')
})

test('the judge is a command of its own, with options of its own', async () => {
  const { code, text } = await sim('--judge', '--sensors', '3')
  expect({ code, text }).toMatchObject({ code: 2, text: expect.stringContaining('--sensors') })
})
