import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, type DayPlan, planDay, SCENARIO_NAMES } from '../../firmware-sim/scenario.ts'

const options = fc.record({
  seed: fc.integer(),
  household: fc.nat(),
  day: fc.nat(20),
  scenario: fc.constantFrom(...SCENARIO_NAMES),
  sensors: fc.integer({ min: 1, max: 3 }),
})

test('the same seed gives the same day, another seed another', () => {
  fc.assert(
    fc.property(options, (it) => {
      expect(planDay(it)).toEqual(planDay(it))
    }),
  )
  const day = (seed: number) => planDay({ seed, household: 1, day: 0, scenario: 'everything' })
  expect(day(1)).not.toEqual(day(2))
})

test('steps come in the order of time, within their day', () => {
  fc.assert(
    fc.property(options, (it) => {
      const times = planDay(it).steps.map((step) => step.atMs)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      for (const atMs of times) {
        expect(atMs).toBeGreaterThanOrEqual(it.day * DAY_MS)
        expect(atMs).toBeLessThan((it.day + 1) * DAY_MS)
      }
    }),
  )
})

test('a day ends as it began: doors closed, covers fitted, network and battery there', () => {
  fc.assert(
    fc.property(options, (it) => {
      const last = new Map<string, string>()
      for (const { sensor, act } of planDay(it).steps) {
        if (act.kind === 'door') last.set(`${sensor} door`, act.door)
        if (act.kind === 'cover') last.set(`${sensor} cover`, act.cover)
        if (act.kind.startsWith('network')) last.set(`${sensor} network`, act.kind)
        if (act.kind.startsWith('battery')) last.set(`${sensor} battery`, act.kind)
      }
      const resting = ['closed', 'fitted', 'network_back', 'battery_replaced']
      expect([...last.values()].filter((state) => !resting.includes(state))).toEqual([])
    }),
  )
})

test('a permit covers exactly the openings it was asked for', () => {
  fc.assert(
    fc.property(options, (it) => {
      const plan = planDay(it)
      for (const permit of plan.permits) {
        expect(openingsWithin(plan, permit.fromMs, permit.untilMs)).toBe(permit.openingsMax)
      }
    }),
  )
})

function openingsWithin({ steps }: DayPlan, fromMs: number, untilMs: number): number {
  const opens = steps.filter(({ act }) => act.kind === 'door' && act.door === 'open')
  return opens.filter(({ atMs }) => atMs >= fromMs && atMs < untilMs).length
}
