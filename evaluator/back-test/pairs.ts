interface Pair {
  readonly before: number
  readonly after: number
}

const NONE: Pair = { before: 0, after: 0 }

/** Counts of two sides by a key. */
export class Pairs<Key extends string | number> {
  readonly #pairs = new Map<Key, Pair>()

  add(key: Key, side: keyof Pair): void {
    const pair = this.of(key)
    this.#pairs.set(key, { ...pair, [side]: pair[side] + 1 })
  }

  of(key: Key): Pair {
    return this.#pairs.get(key) ?? NONE
  }

  /** By the key. */
  entries(): readonly (readonly [Key, Pair])[] {
    return [...this.#pairs].toSorted(([a], [b]) => (a < b ? -1 : 1))
  }

  /** The greatest counts first. */
  mostFirst(): readonly (readonly [Key, Pair])[] {
    const most = ({ before, after }: Pair): number => Math.max(before, after)
    return this.entries().toSorted(([, a], [, b]) => most(b) - most(a))
  }
}
