import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startReceiver } from '../alerts/receiver.ts'
import { until } from '../support/until.ts'

const COMMAND = path.resolve(import.meta.dirname, '../../commands/watchdog.ts')

/** A service as a watchdog sees it, which says what it is told to. */
let says: { ready: boolean; problems: string[]; canary: boolean; secondsSinceSuccess: number | null }
let service: Awaited<ReturnType<typeof startReceiver>>
let alarms: Awaited<ReturnType<typeof startReceiver>>
let child: ChildProcess | null = null

beforeEach(async () => {
  says = { ready: true, problems: [], canary: true, secondsSinceSuccess: 0 }
  service = await startReceiver((response, { path: asked }) => {
    response.writeHead(asked === '/readyz' && !says.ready ? 503 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(says))
  })
  alarms = await startReceiver()
})
afterEach(async () => {
  if (child !== null && child.exitCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  child = null
  await Promise.all([service.close(), alarms.close()])
})

function watch(args: readonly string[], env: Record<string, string>): { readonly output: () => string } {
  let output = ''
  child = spawn(process.execPath, [COMMAND, ...args], { env: { PATH: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  return { output: () => output }
}

const told = () => alarms.received.map((it) => JSON.parse(it.body))

describe('npm run watchdog', () => {
  test('shouts when no test alert arrives any more, once, and when they arrive again', async () => {
    const args = ['--url', service.url, '--every', '0.05', '--limit', '1']
    const { output } = watch(args, { MENSHEN_ALARM_WEBHOOK_URL: alarms.url })
    await until('it has looked', () => service.received.length > 3)
    expect(told()).toEqual([])
    says = { ...says, secondsSinceSuccess: 5 }
    await until('it shouts', () => told().length > 0)
    expect(told()[0]).toMatchObject({ type: 'menshen.alarm', source: 'watchdog', state: 'began' })
    expect(told()[0].text.en).toContain('The service answers, but its test alerts do not arrive')
    const looks = service.received.length
    await until('it has looked again', () => service.received.length > looks + 5)
    expect(told()).toHaveLength(1)
    says = { ...says, secondsSinceSuccess: 0 }
    await until('it is over', () => told().length > 1)
    expect(told()[1]).toMatchObject({ state: 'over' })
    says = { ...says, ready: false, problems: ['no database'] }
    await until('it shouts again', () => told().length > 2)
    expect(told()[2].text.en).toContain('not ready (no database)')
    child?.kill('SIGTERM')
    await until('it says that it stopped', () => output().includes('Stopped watching.'))
    await until('it has ended', () => child?.exitCode === 0)
  })

  test('shouts when the service is gone', async () => {
    watch(['--url', 'http://127.0.0.1:9', '--every', '0.05', '--limit', '0.2'], {
      MENSHEN_ALARM_WEBHOOK_URL: alarms.url,
    })
    await until('it shouts', () => told().length > 0)
    expect(told()[0].text.zh).toContain('服务无应答')
  })

  test.each([
    [[], {}, 'Set MENSHEN_ALARM_WEBHOOK_URL'],
    [['--limit', 'soon'], {}, '--limit'],
    [[], { MENSHEN_ALARM_EMAIL: 'night@example.org' }, 'MENSHEN_SMTP_URL: needed with MENSHEN_ALARM_EMAIL'],
  ] satisfies [string[], Record<string, string>, string][])('refuses %j %j', async (args, env, sentence) => {
    const { output } = watch(args, env)
    await until('it has ended', () => child?.exitCode === 2)
    await until('it says why', () => output().includes(sentence))
  })
})
