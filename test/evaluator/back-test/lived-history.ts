import type { Pool } from 'pg'
import { type AreaId, areaId } from '../../../base/id.ts'
import type { Instant } from '../../../base/instant.ts'
import { backTest } from '../../../evaluator/back-test/back-test.ts'
import type { BackTestResult } from '../../../evaluator/back-test/back-test-result.ts'
import { evaluate } from '../../../evaluator/evaluate.ts'
import { passTimeWhereDue } from '../../../evaluator/pass-time.ts'
import { WatchCache } from '../../../evaluator/watch-cache.ts'
import { inTransaction } from '../../../store/transaction.ts'
import type { WatchEvent } from '../../../watch/door.ts'
import type { Facts } from '../../../watch/facts.ts'
import { type PolicySettings, policySettings } from '../../../watch/policy.ts'
import { T0 } from '../../watch/stories.ts'
import { furnish, type Home, renamed } from '../homes.ts'

export interface LivedHome extends Home {
  readonly area: AreaId
}

/** A home whose events live operation has heard, in the order given, and whose time has passed up to `end`. */
export async function lived(pool: Pool, given: Facts, events: readonly WatchEvent[], end: Instant): Promise<LivedHome> {
  const { facts, rename } = renamed(given)
  const home = await furnish(pool, facts, T0)
  const cache = new WatchCache()
  for (const event of events) {
    const now = Math.max(event.receivedAt, event.occurredAt)
    const outcome = await inTransaction(pool, (tx) => evaluate(tx, cache, [rename(event)], [], now))
    outcome.remember()
  }
  const pass = () => inTransaction(pool, (tx) => passTimeWhereDue(tx, new WatchCache(), end))
  for (let more = true; more; ) more = (await pass()).due > 0
  const { rows } = await pool.query('select area_id as id from household where id = $1', [home.household])
  return { ...home, area: areaId.parse(rows[0]?.id) }
}

export const DAY_MS = 86_400_000

interface Asked {
  readonly area: AreaId | null
  readonly settings?: Partial<PolicySettings>
  readonly until?: Instant
  readonly now?: Instant
  readonly signal?: AbortSignal
}

/** A back-test of twenty days from the order's start. */
export function backTested(pool: Pool, { area, settings = {}, until, now, signal }: Asked): Promise<BackTestResult> {
  let elapsedMs = 0
  return backTest({
    pool,
    span: { area, from: T0, until: until ?? T0 + 20 * DAY_MS },
    settings: policySettings.parse(settings),
    now: now ?? T0 + 20 * DAY_MS,
    elapsed: () => (elapsedMs += 1000),
    signal: signal ?? new AbortController().signal,
    onProgress: () => undefined,
  })
}
