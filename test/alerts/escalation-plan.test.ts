import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, type Progress } from '../../alerts/escalation-plan.ts'
import type { Instant } from '../../base/instant.ts'
import { DEFAULT_TERMS } from '../../registry/escalation-policy.ts'
import type { EscalationPlan, EscalationStep } from '../../store/escalation-policy.ts'
import { ROSTER_LEVELS, type RosterLevel } from '../../store/roster.ts'

const BEGAN = Date.parse('2022-03-28T02:10:00+08:00')
const S = 1000
const ALL: readonly RosterLevel[] = ROSTER_LEVELS
const DAY_MS = 24 * 3600 * S

const at = (level: RosterLevel, afterS: number): EscalationStep => ({ level, afterMs: afterS * S, channels: null })
/** Nobody before a minute has passed, then the worker twice, and the desk alone every five minutes for a quarter of an hour. */
const PATIENT: EscalationPlan = {
  steps: [at('grid_worker', 60), at('grid_worker', 120), at('duty_desk', 120)],
  repeatMs: 300 * S,
  repeatedMsMax: 900 * S,
}
const ONCE: EscalationPlan = { steps: [at('duty_desk', 0)], repeatMs: 60 * S, repeatedMsMax: 0 }

interface Played {
  readonly looks: readonly number[]
  readonly reachable?: readonly RosterLevel[]
  readonly plan?: EscalationPlan
}

/** What is called when somebody looks at these times, in seconds after the raise. */
function play({ looks, reachable = ALL, plan = DEFAULT_TERMS }: Played) {
  const first = BEGAN + (plan.steps[0]?.afterMs ?? 0)
  let progress: Progress = { beganAt: BEGAN, step: 0, repeats: 0, dueAt: first }
  let overAt: Instant | null = null
  const called: string[] = []
  for (const seconds of looks) {
    const now = BEGAN + seconds * S
    if (overAt !== null) break
    const { calls, isOver, next } = advance(progress, plan, (it) => reachable.includes(it.level), now)
    called.push(...calls.map((it) => `${seconds} ${it.repeat ?? 'step'} ${it.step.level}`))
    progress = { ...progress, ...next }
    if (isOver) overAt = now
  }
  return { called, progress, overAt }
}

describe('whose turn it is when', () => {
  test.each<[string, Played, readonly string[]]>([
    [
      'each in time',
      { looks: [0, 179, 180, 299, 300] },
      ['0 step grid_worker', '180 step duty_desk', '300 step street_office'],
    ],
    [
      'all at once and in order, after ten minutes in which nobody ran',
      { looks: [600, 601] },
      ['600 step grid_worker', '600 step duty_desk', '600 step street_office'],
    ],
    ['what is due and not more', { looks: [200] }, ['200 step grid_worker', '200 step duty_desk']],
    [
      'the next one at once where the first reaches nobody',
      { looks: [0, 299, 300], reachable: ['duty_desk', 'street_office'] },
      ['0 step grid_worker', '0 step duty_desk', '300 step street_office'],
    ],
    [
      'all at once where nobody reaches anybody',
      { looks: [0], reachable: [] },
      ['0 step grid_worker', '0 step duty_desk', '0 step street_office'],
    ],
    [
      'all of them again ten minutes after the last one',
      { looks: [0, 180, 300, 899, 900] },
      [
        ...['0 step grid_worker', '180 step duty_desk', '300 step street_office'],
        ...['900 1 grid_worker', '900 1 duty_desk', '900 1 street_office'],
      ],
    ],
    [
      'one repetition for many that were missed',
      { looks: [0, 180, 300, 20_000] },
      [
        ...['0 step grid_worker', '180 step duty_desk', '300 step street_office'],
        ...['20000 1 grid_worker', '20000 1 duty_desk', '20000 1 street_office'],
      ],
    ],
    [
      'the steps however late, and no repetition after twelve hours',
      { looks: [50_000, 60_000] },
      ['50000 step grid_worker', '50000 step duty_desk', '50000 step street_office'],
    ],
    [
      'by a plan that waits first, calls a level twice and two at a time',
      { looks: [0, 59, 60, 119, 120, 419, 420, 720, 1020, 1080], plan: PATIENT },
      [
        ...['60 step grid_worker', '120 step grid_worker', '120 step duty_desk'],
        ...['420 1 grid_worker', '420 1 grid_worker', '420 1 duty_desk'],
        ...['720 2 grid_worker', '720 2 grid_worker', '720 2 duty_desk'],
      ],
    ],
    [
      'by such a plan, where its first steps reach nobody',
      { looks: [59, 60, 61], plan: PATIENT, reachable: ['duty_desk'] },
      ['60 step grid_worker', '60 step grid_worker', '60 step duty_desk'],
    ],
    ['once, by a plan that repeats nothing', { looks: [0, 60, 120, 9000], plan: ONCE }, ['0 step duty_desk']],
  ])('%s', (_name, played, called) => {
    expect(play(played).called).toEqual(called)
  })

  test('a plan that repeats nothing is over when it would', () => {
    expect(play({ looks: [0, 59, 60], plan: ONCE }).overAt).toBe(BEGAN + 60 * S)
  })

  const plans = fc
    .record({
      steps: fc.array(fc.record({ level: fc.constantFrom(...ALL), afterS: fc.integer({ min: 0, max: 400 }) }), {
        minLength: 1,
        maxLength: 5,
      }),
      repeatS: fc.integer({ min: 60, max: 3600 }),
      repeatedS: fc.integer({ min: 0, max: DAY_MS / S }),
    })
    .map(({ steps, repeatS, repeatedS }): EscalationPlan => {
      const inOrder = steps.map((it) => at(it.level, it.afterS)).toSorted((a, b) => a.afterMs - b.afterMs)
      return { steps: inOrder, repeatMs: repeatS * S, repeatedMsMax: repeatedS * S }
    })
  const looks = fc
    .array(fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: DAY_MS / S })), {
      minLength: 1,
      maxLength: 60,
    })
    .map((it) => it.toSorted((a, b) => a - b))

  test('by whatever plan, whenever somebody looks: each step once, in order, not early and at the first look; repetitions apart and not for ever', () => {
    fc.assert(
      fc.property(plans, looks, fc.subarray([...ALL]), (plan, seconds, reachable) => {
        const { called } = play({ looks: seconds, reachable, plan })
        const steps = called.filter((it) => it.includes('step'))
        let due = (plan.steps[0]?.afterMs ?? 0) / S
        for (const [n, { level }] of plan.steps.entries()) {
          const look = seconds.find((it) => it >= due)
          expect(steps[n]).toBe(look === undefined ? undefined : `${look} step ${level}`)
          const next = (plan.steps[n + 1]?.afterMs ?? 0) / S
          due = reachable.includes(level) ? Math.max(look ?? DAY_MS, next) : (look ?? DAY_MS)
        }
        const repeats = called.filter((it) => !it.includes('step')).map((it) => it.split(' ').map(Number))
        const turns = repeats.filter((_, n) => n % plan.steps.length === 0)
        const times = turns.map(([look = 0]) => look)
        expect(repeats.length).toBe(turns.length * plan.steps.length)
        expect(turns.map(([, n]) => n)).toEqual(turns.map((_, n) => n + 1))
        for (const [n, it] of times.entries())
          expect(it - (times[n - 1] ?? it - plan.repeatMs / S)).toBeGreaterThanOrEqual(plan.repeatMs / S)
        expect(times.every((it) => it <= plan.repeatedMsMax / S)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
