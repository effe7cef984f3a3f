import { describe, expect, test, vi } from 'vitest'
import { type JudgeOptions, judge } from '../../../firmware-sim/judge/judge.ts'
import { conclusion, isConforming } from '../../../firmware-sim/judge/judge-report.ts'
import type { Progress } from '../../../firmware-sim/judge/steps.ts'
import type { Judgement } from '../../../firmware-sim/judge/verdict.ts'
import { DEFAULT_PROFILE, type Profile } from '../../../firmware-sim/profile.ts'
import { seededRandom } from '../../../firmware-sim/random.ts'
import { SimulatedSensor } from '../../../firmware-sim/sensor.ts'
import type { Timers } from '../../../firmware-sim/timers.ts'
import { hurriedTimers } from './hurried-timers.ts'
import { type Flaw, MakerDevice } from './maker-device.ts'

// Each run is one device that mostly waits: all of them together take as long as the longest.
vi.setConfig({ maxConcurrency: 40 })

/** A minute lasts six seconds, and the judge's limits are as many of the device's own periods as they have to be. */
const SPEED = 10
const LIMITS = {
  ...{ handMs: 60_000, againMs: 40_000, reconnectMs: 40_000, answerMs: 20_000, rebootMs: 30_000 },
  ...{ settleMs: 5000, toleranceMs: 8000, heartbeatSeconds: 10 },
}
const ID = 'judged-0001'

interface Device {
  start(): void
  move(door: 'open' | 'closed'): void
  stop(): Promise<void>
}

async function judged(make: (url: string, timers: Timers) => Device, options: Partial<JudgeOptions> = {}) {
  const timers = hurriedTimers(SPEED)
  let device: Device | undefined
  const run = judge({
    ...{ host: '127.0.0.1', port: 0, expected: { id: ID, secret: 'a secret' }, ownBroker: false },
    ...{ limits: LIMITS, timers, onSeen: () => undefined },
    onListening: (port) => {
      device = make(`mqtt://127.0.0.1:${port}`, timers)
    },
    onProgress: (progress) => device !== undefined && lendAHand(device, progress),
    ...options,
  })
  return await run.finally(() => device?.stop())
}

function lendAHand(device: Device, progress: Progress): void {
  if (progress.kind !== 'hand') return
  if (progress.act === 'start') device.start()
  else {
    device.move('open')
    device.move('closed')
  }
}

const simulated = (profile: Partial<Profile>) => (brokerUrl: string, timers: Timers) => {
  const sensor = new SimulatedSensor({
    ...{ id: ID, secret: 'a secret', brokerUrl, random: seededRandom('judged'), ...timers },
    profile: { ...DEFAULT_PROFILE, heartbeatMs: 3_600_000, retryMs: 20_000, pubackMeansStored: false, ...profile },
  })
  return {
    start: () => sensor.start(),
    move: (door: 'open' | 'closed') => sensor.feel({ kind: 'door', door }),
    stop: () => sensor.stop(),
  }
}

const made = (flaw: Flaw | null) => (brokerUrl: string, timers: Timers) =>
  new MakerDevice({ id: ID, brokerUrl, timers, flaw })

const named = (judgements: readonly Judgement[], kind: Judgement['kind']) =>
  judgements.flatMap((it) => (it.kind === kind ? [it.rule] : []))

const notKept = (judgements: readonly Judgement[]) =>
  judgements.flatMap((it) => (it.kind === 'kept' ? [] : [`${it.rule}: ${it.seen}`]))

describe.concurrent('the judge', () => {
  describe('a device that keeps the protocol is found to', () => {
    test.each([
      ['the simulated sensor', simulated({}), false],
      ['one that sleeps', simulated({ sleeps: true, heartbeatMs: 15_000 }), false],
      ['one for our own broker', simulated({ pubackMeansStored: true }), true],
      ['the example for makers', made(null), false],
    ] as const)('%s', async (_name, make, ownBroker) => {
      const judgements = await judged(make, { ownBroker })
      expect(notKept(judgements)).toEqual([])
      expect(isConforming(judgements)).toBe(true)
      expect(conclusion(judgements)).toContain(`All ${judgements.length} rules are kept`)
    })
  })

  describe('a flaw is found by its rule', () => {
    test.each<[Flaw, ...string[]]>([
      ['age stands still', 'age'],
      ['journal cleared by PUBACK', 'journal', 'journal_after_cut', 'resend', 'journal_after_reboot'],
      ['resend ignored', 'resend'],
      ['resend answered with everything', 'resend'],
      ['numbers left out', 'sequence'],
      ['same boot after a restart', 'same_again', 'age', 'reboot'],
      ['no reconnect', 'reconnects'],
      ['ack ignored', 'acknowledged'],
      ['ack taken for everything', 'acknowledged'],
      ['settings ignored', 'settings'],
      ['reboot ignored', 'reboot'],
      ['command done at every connect', 'command_once'],
      ['journal lost by a restart', 'journal_after_reboot'],
      ['no hello', 'hello'],
      ['door upside down', 'door'],
      ['openings not counted', 'openings'],
      ['unreadable kind', 'readable', 'settings'],
    ])('%s', async (flaw, ...rules) => {
      const judgements = await judged(made(flaw))
      expect(named(judgements, 'broken')).toEqual(rules)
      expect(conclusion(judgements)).toMatch(/rules are broken.*Begin with/)
    })
  })

  describe('who is not let in', () => {
    test('learns why', async () => {
      const expected = { id: ID, secret: 'another secret' }
      const judgements = await judged(made('no reconnect'), { expected, limits: { ...LIMITS, handMs: 3000 } })
      expect(judgements.find(({ rule }) => rule === 'identity')).toMatchObject({
        kind: 'broken',
        seen: `"${ID}" was refused: a wrong secret`,
      })
    })

    test('and nobody at all is not seen', async () => {
      const nobody = () => ({ start: () => undefined, move: () => undefined, stop: () => Promise.resolve() })
      const judgements = await judged(nobody, { limits: { ...LIMITS, handMs: 3000 } })
      expect(named(judgements, 'not_seen')).toHaveLength(judgements.length)
      expect(conclusion(judgements)).toContain('Nothing was let in')
    })
  })
})
