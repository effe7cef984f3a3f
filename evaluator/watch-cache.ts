import type { HouseholdId, SensorUid } from '../base/id.ts'
import type { Queryable } from '../store/transaction.ts'
import { type KnownState, readFacts } from '../store/watch.ts'
import type { Facts } from '../watch/facts.ts'
import type { WatchState } from '../watch/watch-state.ts'

interface Kept {
  factsVersion: number
  facts: Facts | null
  stateVersion: number
  state: WatchState | null
}

const UNKNOWN = -1

/**
 * Copies of what changes seldom and is needed with every event: a household's facts and its state, the least recently
 * used dropped first. A copy is good exactly when its version is the one in the watch row that the caller holds locked;
 * a new state is remembered only once it is committed.
 */
export class WatchCache {
  readonly #kept = new Map<HouseholdId, Kept>()
  readonly #homes = new Map<SensorUid, HouseholdId>()
  readonly #householdsMax: number

  constructor(householdsMax = 20_000) {
    this.#householdsMax = householdsMax
  }

  /** Which state of the sensor's household is at hand. */
  known(sensor: SensorUid): KnownState {
    const household = this.#homes.get(sensor) ?? null
    const kept = household === null ? undefined : this.#kept.get(household)
    return { sensor, household, version: kept?.stateVersion ?? UNKNOWN }
  }

  stateOf(household: HouseholdId, stateVersion: number): WatchState | null {
    const kept = this.#kept.get(household)
    return kept?.stateVersion === stateVersion ? kept.state : null
  }

  remember(household: HouseholdId, sensors: readonly SensorUid[], stateVersion: number, state: WatchState): void {
    const kept = this.#touch(household)
    kept.stateVersion = stateVersion
    kept.state = state
    for (const sensor of sensors) this.#homes.set(sensor, household)
  }

  /** The facts of each locked watch, by household. A household without an order has none. */
  async factsOf(
    tx: Queryable,
    watches: readonly { household: HouseholdId; factsVersion: number }[],
  ): Promise<ReadonlyMap<HouseholdId, Facts>> {
    const found = new Map<HouseholdId, Facts>()
    const missing: HouseholdId[] = []
    for (const { household, factsVersion } of watches) {
      const kept = this.#kept.get(household)
      if (kept?.facts && kept.factsVersion === factsVersion) found.set(household, kept.facts)
      else missing.push(household)
    }
    if (missing.length === 0) return found
    for (const row of await readFacts<Facts>(tx, missing)) {
      const kept = this.#touch(row.household)
      kept.factsVersion = row.version
      kept.facts = row.facts
      found.set(row.household, row.facts)
    }
    return found
  }

  #touch(household: HouseholdId): Kept {
    const kept = this.#kept.get(household) ?? { factsVersion: UNKNOWN, facts: null, stateVersion: UNKNOWN, state: null }
    this.#kept.delete(household)
    this.#kept.set(household, kept)
    if (this.#kept.size > this.#householdsMax) this.#drop()
    return kept
  }

  #drop(): void {
    const [oldest] = this.#kept
    if (oldest === undefined) return
    const [household, { facts }] = oldest
    this.#kept.delete(household)
    for (const { sensor } of facts?.fittings ?? []) this.#homes.delete(sensor)
  }
}
