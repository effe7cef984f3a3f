import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Rate } from '../../broker/rate.ts'

describe('a rate of ten a second with a burst of twenty', () => {
  const START = 1_000_000

  it('allows the burst at once, and then ten a second', () => {
    const rate = new Rate(10, 20)
    const allowed = (tries: number, now: number): number =>
      Array.from({ length: tries }, () => rate.allows(now)).filter(Boolean).length
    expect(allowed(30, START)).toBe(20)
    expect(allowed(30, START + 1000)).toBe(10)
    expect(allowed(30, START + 1099)).toBe(0)
    expect(allowed(30, START + 1100)).toBe(1)
  })

  it('gives the whole burst back after a rest, and no more', () => {
    const rate = new Rate(10, 20)
    rate.take(20, START)
    expect(rate.waitMs(START)).toBe(100)
    expect(rate.waitMs(START + 100)).toBe(0)
    const afterRest = Array.from({ length: 30 }, () => rate.allows(START + 3_600_000))
    expect(afterRest.filter(Boolean).length).toBe(20)
  })

  it('is owed what was taken past it', () => {
    const rate = new Rate(10, 20)
    rate.take(50, START)
    expect(rate.waitMs(START)).toBe(3100)
    expect(rate.waitMs(START + 3100)).toBe(0)
  })
})

it('whatever comes when, no span of time passes more than its share and the burst', () => {
  const limits = fc.record({ perSecond: fc.constantFrom(1, 2, 5, 10, 50), burst: fc.integer({ min: 1, max: 40 }) })
  const steps = fc.array(fc.nat(400), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(limits, steps, ({ perSecond, burst }, gaps) => {
      const rate = new Rate(perSecond, burst)
      let now = 5000
      const passed: number[] = []
      for (const gap of gaps) {
        now += gap
        if (rate.allows(now)) passed.push(now)
        else expect(rate.allows(now + rate.waitMs(now) - 1)).toBe(false)
      }
      for (const [index, from] of passed.entries()) {
        const spanMs = (passed.at(-1) ?? from) - from
        expect(passed.length - index).toBeLessThanOrEqual(burst + (spanMs * perSecond) / 1000)
      }
    }),
  )
})
