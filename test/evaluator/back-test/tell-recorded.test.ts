import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tellRecorded } from '../../../evaluator/back-test/tell-recorded.ts'
import { tellAnew } from '../../../watch/story.ts'
import { story } from '../../watch/stories.ts'

test('a story of events by their instants ends as the story told anew from them in any order', () => {
  fc.assert(
    fc.property(story(), ({ facts, events, end }) => {
      const byInstant = events.toSorted((a, b) => a.occurredAt - b.occurredAt)
      const told = tellRecorded(facts, byInstant, end)
      const anew = tellAnew(facts, events, end)
      expect(told.state).toEqual(anew.state)
      expect(new Map(told.openings)).toEqual(new Map(anew.openings))
      expect(new Map(told.findings)).toEqual(new Map(anew.findings))
    }),
    { numRuns: 1000 },
  )
})
