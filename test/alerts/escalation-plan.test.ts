import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, type Progress, REPEAT_MS, REPEATED_MS_MAX, STEPS } from '../../alerts/escalation-plan.ts'
import type { Instant } from '../../base/instant.ts'
import type { RosterLevel } from '../../store/roster.ts'

const BEGAN = Date.parse('2022-03-28T02:10:00+08:00')
const S = 1000
const ALL: readonly RosterLevel[] = STEPS.map((it) => it.level)
const DAY_MS = 24 * 3600 * S

/** What is called when somebody looks at these times, in seconds after the raise. */
function play(looks: readonly number[], reachable: readonly RosterLevel[] = ALL) {
  let progress: Progress = { beganAt: BEGAN, step: 0, repeats: 0, dueAt: BEGAN }
  let overAt: Instant | null = null
  const called: string[] = []
  for (const seconds of looks) {
    const now = BEGAN + seconds * S
    if (overAt !== null) break
    const { calls, isOver, next } = advance(progress, (level) => reachable.includes(level), now)
    called.push(...calls.map((it) => `${seconds} ${it.repeat ?? 'step'} ${it.level}`))
    progress = { ...progress, ...next }
    if (isOver) overAt = now
  }
  return { called, progress, overAt }
}

describe('whose turn it is when', () => {
  test.each<[string, readonly number[], readonly RosterLevel[], readonly string[]]>([
    [
      'each in time',
      [0, 179, 180, 299, 300],
      ALL,
      ['0 step grid_worker', '180 step duty_desk', '300 step street_office'],
    ],
    [
      'all at once and in order, after ten minutes in which nobody ran',
      [600, 601],
      ALL,
      ['600 step grid_worker', '600 step duty_desk', '600 step street_office'],
    ],
    ['what is due and not more', [200], ALL, ['200 step grid_worker', '200 step duty_desk']],
    [
      'the next one at once where the first reaches nobody',
      [0, 299, 300],
      ['duty_desk', 'street_office'],
      ['0 step grid_worker', '0 step duty_desk', '300 step street_office'],
    ],
    [
      'all at once where nobody reaches anybody',
      [0],
      [],
      ['0 step grid_worker', '0 step duty_desk', '0 step street_office'],
    ],
    [
      'all of them again ten minutes after the last one',
      [0, 180, 300, 899, 900],
      ALL,
      [
        ...['0 step grid_worker', '180 step duty_desk', '300 step street_office'],
        ...['900 1 grid_worker', '900 1 duty_desk', '900 1 street_office'],
      ],
    ],
    [
      'one repetition for many that were missed',
      [0, 180, 300, 20_000],
      ALL,
      [
        ...['0 step grid_worker', '180 step duty_desk', '300 step street_office'],
        ...['20000 1 grid_worker', '20000 1 duty_desk', '20000 1 street_office'],
      ],
    ],
    [
      'the steps however late, and no repetition after twelve hours',
      [50_000, 60_000],
      ALL,
      ['50000 step grid_worker', '50000 step duty_desk', '50000 step street_office'],
    ],
  ])('%s', (_name, looks, reachable, called) => {
    expect(play(looks, reachable).called).toEqual(called)
  })

  test('whenever somebody looks: each step once, in order, not early and at the first look; repetitions apart and not for ever', () => {
    const looks = fc
      .array(fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: DAY_MS / S })), {
        minLength: 1,
        maxLength: 60,
      })
      .map((it) => it.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(looks, fc.subarray([...ALL]), (seconds, reachable) => {
        const { called } = play(seconds, reachable)
        const steps = called.filter((it) => it.includes('step'))
        let due = 0
        for (const [n, { level }] of STEPS.entries()) {
          const look = seconds.find((it) => it >= due)
          expect(steps[n]).toBe(look === undefined ? undefined : `${look} step ${level}`)
          const next = (STEPS[n + 1]?.afterMs ?? 0) / S
          due = reachable.includes(level) ? Math.max(look ?? DAY_MS, next) : (look ?? DAY_MS)
        }
        const repeats = called.filter((it) => it.endsWith('grid_worker') && !it.includes('step'))
        const at = repeats.map((it) => Number(it.split(' ')[0]))
        expect(repeats.map((it) => Number(it.split(' ')[1]))).toEqual(at.map((_, n) => n + 1))
        for (const [n, it] of at.entries())
          expect(it - (at[n - 1] ?? it - REPEAT_MS / S)).toBeGreaterThanOrEqual(REPEAT_MS / S)
        expect(at.every((it) => it <= REPEATED_MS_MAX / S)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
