import type { HouseholdId } from '../base/id.ts'
import type { Queryable } from '../store/transaction.ts'
import { readFacts } from '../store/watch.ts'
import type { Facts } from '../watch/facts.ts'

interface Kept {
  readonly version: number
  readonly facts: Facts
}

/**
 * Facts change seldom and are read with every event, so copies are kept, the least recently used dropped first. A copy
 * is good exactly when its version is the one in the watch row that the caller holds locked.
 */
export class FactsCache {
  readonly #kept = new Map<HouseholdId, Kept>()
  readonly #householdsMax: number

  constructor(householdsMax = 20_000) {
    this.#householdsMax = householdsMax
  }

  /** The facts of each locked watch, by household. A household without an order has none. */
  async of(
    tx: Queryable,
    watches: readonly { household: HouseholdId; factsVersion: number }[],
  ): Promise<ReadonlyMap<HouseholdId, Facts>> {
    const found = new Map<HouseholdId, Facts>()
    const missing: HouseholdId[] = []
    for (const watch of watches) {
      const kept = this.#kept.get(watch.household)
      if (kept?.version === watch.factsVersion) found.set(watch.household, this.#touch(watch.household, kept))
      else missing.push(watch.household)
    }
    if (missing.length === 0) return found
    for (const row of await readFacts<Facts>(tx, missing)) {
      found.set(row.household, this.#touch(row.household, { version: row.version, facts: row.facts }))
    }
    return found
  }

  #touch(household: HouseholdId, kept: Kept): Facts {
    this.#kept.delete(household)
    this.#kept.set(household, kept)
    if (this.#kept.size > this.#householdsMax) {
      const [oldest] = this.#kept.keys()
      if (oldest !== undefined) this.#kept.delete(oldest)
    }
    return kept.facts
  }
}
