import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderId } from '../../../base/id.ts'
import { StoryGatherer } from '../../../evaluator/back-test/story-gatherer.ts'

const EVENTS_MAX = 6

test('every order is told once with its events, or counted as too long, and never more than one is held', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 }), (lengths) => {
      const told: [number, readonly number[]][] = []
      const tooLong: number[] = []
      const gatherer = new StoryGatherer<number>(
        { told: (order, events) => told.push([order, events]), tooLong: (order) => tooLong.push(order) },
        EVENTS_MAX,
      )
      for (const [index, length] of lengths.entries()) {
        for (let event = 0; event < length; event += 1) {
          gatherer.take(orderId.parse(index + 1), event)
          expect(gatherer.held).toBeLessThanOrEqual(EVENTS_MAX)
        }
      }
      gatherer.end()
      expect(gatherer.held).toBe(0)
      const expected = lengths.map((length, index) => ({ order: index + 1, length }))
      expect(told.map(([order, events]) => ({ order, length: events.length }))).toEqual(
        expected.filter((it) => it.length <= EVENTS_MAX),
      )
      expect(tooLong).toEqual(expected.filter((it) => it.length > EVENTS_MAX).map((it) => it.order))
    }),
  )
})
