/** An inclusive range of sequence numbers. */
export type SequenceRange = readonly [first: number, last: number]

/** More holes than this in one run of a sensor are not waited for: the oldest is given up. */
export const RANGES_MAX = 64

/**
 * The sequence numbers of one run of a sensor that are in, as sorted ranges that do not touch. A number already in is a
 * duplicate; a hole is a message still missing; the first range's end, if it begins with 1, is the cumulative
 * acknowledgement.
 */
export class SequenceSet {
  readonly #ranges: [number, number][]

  constructor(ranges: readonly SequenceRange[] = []) {
    this.#ranges = ranges.map(([first, last]) => [first, last])
  }

  /** Reads PostgreSQL's text of an int8multirange: `{[1,42),[44,45)}`. */
  static parse(text: string): SequenceSet {
    const ranges: SequenceRange[] = []
    for (const [, first, end] of text.matchAll(/\[(\d+),(\d+)\)/g)) ranges.push([Number(first), Number(end) - 1])
    return new SequenceSet(ranges)
  }

  toString(): string {
    return `{${this.#ranges.map(([first, last]) => `[${first},${last + 1})`).join(',')}}`
  }

  /** Puts a number in. False when it was in already. */
  add(seq: number): boolean {
    const last = this.#ranges.at(-1)
    if (last !== undefined && seq === last[1] + 1) {
      last[1] = seq
      return true
    }
    const after = this.#ranges.findIndex((it) => it[0] > seq)
    const index = after === -1 ? this.#ranges.length : after
    const before = this.#ranges[index - 1]
    if (before !== undefined && seq <= before[1]) return false
    const touchesBefore = before !== undefined && before[1] + 1 === seq
    const next = this.#ranges[index]
    const touchesNext = next !== undefined && next[0] === seq + 1
    if (touchesBefore && touchesNext) {
      before[1] = next[1]
      this.#ranges.splice(index, 1)
    } else if (touchesBefore) before[1] = seq
    else if (touchesNext) next[0] = seq
    else this.#ranges.splice(index, 0, [seq, seq])
    return true
  }

  /** Everything up to and including this number is in. 0 while number 1 is missing. */
  get cumulative(): number {
    const [first] = this.#ranges
    return first !== undefined && first[0] === 1 ? first[1] : 0
  }

  /** What is missing between the numbers that are in. */
  get holes(): readonly SequenceRange[] {
    const holes: SequenceRange[] = []
    let expected = 1
    for (const [first, last] of this.#ranges) {
      if (first > expected) holes.push([expected, first - 1])
      expected = last + 1
    }
    return holes
  }

  /** Gives up the oldest holes until at most `RANGES_MAX` ranges remain, and says which numbers are lost. */
  giveUpOldest(): readonly SequenceRange[] {
    const lost: SequenceRange[] = []
    while (this.#ranges.length > RANGES_MAX) {
      const [hole] = this.holes
      const first = this.#ranges.shift()
      const [next] = this.#ranges
      if (hole === undefined || first === undefined || next === undefined) return lost
      lost.push(hole)
      if (hole[0] === 1) this.#ranges.unshift([1, first[1]])
      else next[0] = first[0]
    }
    return lost
  }
}
