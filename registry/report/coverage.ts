import type { Pool } from 'pg'
import type { HouseholdId } from '../../base/id.ts'
import { type ProvedDoor, readProvedDoors } from '../../store/report/coverage.ts'
import type { WatchedHousehold, WatchedHouseholds } from '../../store/report/households.ts'
import { BEGIN_REPORT, inTransaction, type Queryable } from '../../store/transaction.ts'
import type { ReportDay } from './day.ts'

/** Every message of these is looked at, which takes some milliseconds for a day of one; of more an even choice is. */
export const COVERAGE_HOUSEHOLDS_MAX = 500
/** Their messages of a day are sorted in memory. */
const AT_ONCE = 50
/** The others are left to those who do not wait for a report. */
const CONNECTIONS_MAX = 2
/** Of the normal distribution: 95 of 100 choices come this near. */
const DEVIATIONS = 1.96

export interface DayCoverage {
  /** The share, 0 to 1, of the watched time for which the doors' states are proved; null where nothing was watched. */
  readonly share: number | null
  /** Of how many households it is. */
  readonly households: number
  /** They are an even choice of all: the true share lies within this of it, in 95 of 100 cases. Null: they are all. */
  readonly margin: number | null
}

/** A household is seen as well as the least seen of its doors; one without a sensor is not. */
export async function readDayCoverage(
  pool: Pool,
  { from, asOf }: ReportDay,
  { all, chosen: watched }: WatchedHouseholds,
): Promise<DayCoverage> {
  const parts = Array.from({ length: Math.ceil(watched.length / AT_ONCE) }, (_, n) =>
    watched.slice(n * AT_ONCE, (n + 1) * AT_ONCE).map((it) => it.id),
  )
  const doors: ProvedDoor[] = []
  const work = async (tx: Queryable): Promise<void> => {
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      doors.push(...(await readProvedDoors(tx, part, { from, until: asOf, now: asOf })))
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS_MAX }, () => inTransaction(pool, work, BEGIN_REPORT)))
  return coverageOf(watched, leastProved(doors), all)
}

function leastProved(doors: readonly ProvedDoor[]): ReadonlyMap<HouseholdId, number> {
  const proved = new Map<HouseholdId, number>()
  for (const { household, provedMs } of doors) {
    proved.set(household, Math.min(provedMs, proved.get(household) ?? Number.POSITIVE_INFINITY))
  }
  return proved
}

/** `proved` in milliseconds. The margin is that of a ratio of two sums over a sample (Cochran 1977, 6.4). */
export function coverageOf(
  watched: readonly WatchedHousehold[],
  proved: ReadonlyMap<HouseholdId, number>,
  all: number,
): DayCoverage {
  const seen = watched.map(({ id, watchedMs }) => ({ watchedMs, provedMs: Math.min(watchedMs, proved.get(id) ?? 0) }))
  const watchedMs = seen.reduce((sum, it) => sum + it.watchedMs, 0)
  if (watchedMs === 0) return { share: null, households: watched.length, margin: null }
  const share = seen.reduce((sum, it) => sum + it.provedMs, 0) / watchedMs
  if (watched.length >= all) return { share, households: watched.length, margin: null }
  const squares = seen.reduce((sum, it) => sum + (it.provedMs - share * it.watchedMs) ** 2, 0)
  const n = seen.length
  const variance = (((1 - n / all) * squares) / (n - 1)) * (n / watchedMs ** 2)
  return { share, households: n, margin: DEVIATIONS * Math.sqrt(variance) }
}
