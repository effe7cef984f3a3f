import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FIRST_PAUSE_MS, PAUSE_MS_MAX, TRIES_MAX, verdictOn } from '../../alerts/retry.ts'

const retry = (afterMs: number | null = null, why = 'answered 500') => ({ kind: 'retry', afterMs, why }) as const
const pauseMs = (attempts: number, afterMs: number | null, random: number): number => {
  const verdict = verdictOn(retry(afterMs), attempts, () => random)
  return verdict.kind === 'retry' ? verdict.pauseMs : Number.NaN
}

it.each([
  [1, null, 1, 1000],
  [1, null, 0, 500],
  [2, null, 1, 2000],
  [9, null, 1, 256_000],
  [10, null, 1, 300_000],
  [23, null, 1, 300_000],
  [1, 7000, 1, 7000],
  [1, 0, 1, 1000],
  [5, 7000, 1, 16_000],
  [1, 86_400_000, 1, 300_000],
])('after try %i, asked for %s ms, with randomness %i, the pause is %i ms', (attempts, afterMs, random, pause) => {
  expect(pauseMs(attempts, afterMs, random)).toBe(pause)
})

it('the tries together take about an hour', () => {
  const pauses = Array.from({ length: TRIES_MAX - 1 }, (_, i) => pauseMs(i + 1, null, 0.5))
  const minutes = pauses.reduce((sum, pause) => sum + pause, 0) / 60_000
  expect(minutes).toBeGreaterThan(45)
  expect(minutes).toBeLessThan(90)
})

it('a pause is never shorter than half the first and never longer than five minutes', () => {
  const asked = fc.option(fc.oneof(fc.nat(), fc.constant(Number.MAX_VALUE)))
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: TRIES_MAX - 1 }),
      asked,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, ms, r) => {
        expect(pauseMs(n, ms, r)).toBeGreaterThanOrEqual(FIRST_PAUSE_MS / 2)
        expect(pauseMs(n, ms, r)).toBeLessThanOrEqual(PAUSE_MS_MAX)
      },
    ),
  )
})

it('the last try that fails is the last', () => {
  expect(verdictOn(retry(), TRIES_MAX, () => 0)).toEqual({
    kind: 'failed',
    why: `given up after ${TRIES_MAX} tries: answered 500`,
  })
  expect(verdictOn({ kind: 'sent', reference: null }, TRIES_MAX, () => 0)).toEqual({ kind: 'sent', reference: null })
  expect(verdictOn({ kind: 'failed', why: 'answered 404' }, 1, () => 0)).toEqual({
    kind: 'failed',
    why: 'answered 404',
  })
})

it('a receiver’s words are kept short and printable', () => {
  expect(verdictOn({ kind: 'failed', why: `no\0\r\n${'x'.repeat(1000)}` }, 1, () => 0)).toEqual({
    kind: 'failed',
    why: `no ${'x'.repeat(497)}`,
  })
})
