import { expect, test } from 'vitest'
import { judgeByCommand } from '../../../firmware-sim/judge/judge-cli.ts'
import { DEFAULT_LIMITS } from '../../../firmware-sim/judge/limits.ts'
import { readJudgeOptions } from '../../../firmware-sim/judge/read-judge-options.ts'

test('loopback, and the first device that comes, unless told otherwise', () => {
  expect(readJudgeOptions(['--judge'])).toEqual({
    kind: 'run',
    settings: {
      ...{ host: '127.0.0.1', port: 1883, expected: { id: null, secret: null }, ownBroker: false },
      limits: DEFAULT_LIMITS,
    },
  })
})

test('every limit is given in seconds', () => {
  const reading = readJudgeOptions(
    '--judge --hand 1 --again 2 --reconnect 3 --answer 4 --reboot 5 --settle 6 --tolerance 7 --heartbeat 11'.split(' '),
  )
  expect(reading.kind === 'run' && reading.settings.limits).toEqual({
    ...{ handMs: 1000, againMs: 2000, reconnectMs: 3000, answerMs: 4000, rebootMs: 5000 },
    ...{ settleMs: 6000, toleranceMs: 7000, heartbeatSeconds: 11 },
  })
})

test.each([
  [['--port', '65536'], '--port'],
  [['--sensor', 'Door'], '--sensor'],
  [['--secret', 'a secret'], '--secret'],
  [['--heartbeat', '9'], '--heartbeat'],
  [['--hand', 'long'], '--hand'],
  [['--api', 'http://127.0.0.1'], '--api'],
  [['stray'], 'stray'],
])('%s is refused with its name', async (args, name) => {
  const said: string[] = []
  expect(await judgeByCommand(['--judge', ...args], (text) => said.push(text))).toBe(2)
  expect(said.join('\n')).toContain(name)
})

test('help tells the options', async () => {
  const said: string[] = []
  expect(await judgeByCommand(['--judge', '--help'], (text) => said.push(text))).toBe(0)
  expect(said.join('\n')).toContain('--own-broker')
})
