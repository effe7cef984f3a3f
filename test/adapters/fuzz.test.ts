import { expect, test } from 'vitest'
import { describeCase, fuzzCase, parseCase, wrongWith } from './fuzz.ts'

const CASES = 30_000
const SEED = 20_260_822

/** `npm run fuzz:adapters` tries millions, and the time that each takes. */
test(`of ${CASES} mutated samples none makes an adapter throw, and none makes it say of a door what the message does not`, () => {
  const wrong: string[] = []
  for (let number = 0; number < CASES && wrong.length < 5; number += 1) {
    const tried = fuzzCase(SEED, number)
    const answer = wrongWith(tried, parseCase(tried))
    if (answer !== null) wrong.push(`${answer}: ${describeCase(SEED, number)}`)
  }
  expect(wrong).toEqual([])
})
