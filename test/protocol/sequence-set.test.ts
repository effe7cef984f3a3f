import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RANGES_MAX, SequenceSet } from '../../protocol/sequence-set.ts'

/** The same, said with a plain set and without ranges. */
function holesOf(numbers: ReadonlySet<number>): readonly number[] {
  const missing: number[] = []
  for (let seq = 1; seq < Math.max(0, ...numbers); seq += 1) if (!numbers.has(seq)) missing.push(seq)
  return missing
}

function cumulativeOf(numbers: ReadonlySet<number>): number {
  let seq = 0
  while (numbers.has(seq + 1)) seq += 1
  return seq
}

function numbersIn(ranges: readonly (readonly [number, number])[]): readonly number[] {
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
}

function setOf(numbers: Iterable<number>): SequenceSet {
  const set = new SequenceSet()
  for (const seq of numbers) set.add(seq)
  return set
}

const seq = fc.integer({ min: 1, max: 60 })
const sparse = fc.integer({ min: 1, max: 2000 })

describe('the numbers that are in', () => {
  it('are those of a plain set, in whatever order and however often they come', () => {
    fc.assert(
      fc.property(fc.array(seq, { maxLength: 120 }), (numbers) => {
        const set = new SequenceSet()
        const model = new Set<number>()
        for (const number of numbers) {
          expect(set.add(number)).toBe(!model.has(number))
          model.add(number)
          expect(set.cumulative).toBe(cumulativeOf(model))
          expect(numbersIn(set.holes)).toEqual(holesOf(model))
        }
      }),
    )
  })

  it('come back from the text that PostgreSQL keeps, which is the same for the same numbers', () => {
    fc.assert(
      fc.property(fc.uniqueArray(sparse, { maxLength: 150 }), (numbers) => {
        const text = setOf(numbers).toString()
        expect(setOf(numbers.toSorted((a, b) => a - b)).toString()).toBe(text)
        const again = SequenceSet.parse(text)
        expect(again.toString()).toBe(text)
        for (const number of numbers) expect(again.add(number)).toBe(false)
      }),
    )
  })

  it.each([
    ['{}', [], 0, []],
    ['{[1,2)}', [1], 1, []],
    ['{[1,43),[44,46)}', [1, 42, 44, 45], 42, [[43, 43]]],
    ['{[5,6)}', [5], 0, [[1, 4]]],
  ])('of %s', (text, members, cumulative, holes) => {
    const set = SequenceSet.parse(text)
    expect(set.cumulative).toBe(cumulative)
    expect(set.holes).toEqual(holes)
    for (const member of members) expect(set.add(member)).toBe(false)
    expect(set.toString()).toBe(text)
  })

  it('go up to the largest that JSON carries exactly', () => {
    const largest = Number.MAX_SAFE_INTEGER
    const set = setOf([largest, largest - 1])
    expect(set.toString()).toBe('{[9007199254740990,9007199254740992)}')
    expect(SequenceSet.parse(set.toString()).add(largest)).toBe(false)
    expect(set.holes).toEqual([[1, largest - 2]])
  })

  it('are copied: a set does not change what it was made of', () => {
    const ranges = [[1, 3]] as const
    new SequenceSet(ranges).add(4)
    expect(ranges).toEqual([[1, 3]])
  })
})

describe('when there are too many holes', () => {
  it('the oldest are given up, no more than need be, and no number is lost that was in or is still awaited', () => {
    fc.assert(
      fc.property(fc.uniqueArray(sparse, { minLength: 50, maxLength: 300 }), (numbers) => {
        const set = setOf(numbers)
        const model = new Set(numbers)
        const before = set.holes
        const lost = set.giveUpOldest()
        expect([...lost, ...set.holes]).toEqual(before)
        const ranges = SequenceSet.parse(set.toString()).holes.length + (set.cumulative > 0 ? 1 : 0)
        expect(ranges).toBeLessThanOrEqual(RANGES_MAX)
        if (lost.length > 0) expect(ranges).toBe(RANGES_MAX)
        for (const number of numbersIn(lost)) model.add(number)
        expect(numbersIn(set.holes)).toEqual(holesOf(model))
        expect(set.cumulative).toBe(cumulativeOf(model))
        for (const number of [...numbers, ...numbersIn(lost)]) expect(set.add(number)).toBe(false)
      }),
    )
  })

  it('nothing is given up at the limit', () => {
    const atLimit = setOf(Array.from({ length: RANGES_MAX }, (_, index) => 2 * index + 1))
    expect(atLimit.giveUpOldest()).toEqual([])
    atLimit.add(2 * RANGES_MAX + 1)
    expect(atLimit.giveUpOldest()).toEqual([[2, 2]])
    expect(atLimit.cumulative).toBe(3)
  })

  it('a hole before everything is the oldest one', () => {
    const set = setOf(Array.from({ length: RANGES_MAX + 1 }, (_, index) => 2 * index + 3))
    expect(set.giveUpOldest()).toEqual([
      [1, 2],
      [4, 4],
    ])
    expect(set.cumulative).toBe(5)
  })
})
