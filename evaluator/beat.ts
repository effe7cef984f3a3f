import type { Pool } from 'pg'
import type { Instant } from '../base/instant.ts'
import { addOutageToFacts, markOutageTold, type Outage, untoldOutages, writePulse } from '../store/outage.ts'
import { inTransaction } from '../store/transaction.ts'
import { QUIET_MS } from './heard-until.ts'
import { reconsider } from './reconsider.ts'

/** A shorter outage, as of a planned restart, is none: every sensor's reporting limit is far longer. */
export const OUTAGE_MS_MIN = 30_000

const HOUSEHOLDS_AT_ONCE = 500

/**
 * Says that sensors are heard at `now`. When nobody had for long, that was an outage of our own: it is recorded, and is
 * among the facts of every household whose order it falls within before this resolves. Returns it if it is news.
 */
export async function beat(pool: Pool, now: Instant): Promise<Outage | null> {
  const outage = await writePulse(pool, now, { quietMs: QUIET_MS, outageMsMin: OUTAGE_MS_MIN })
  // Not only ours: the process that recorded it may have died, or be at it.
  for (const untold of await untoldOutages(pool)) await tellOutage(pool, untold, now)
  return outage
}

async function tellOutage(pool: Pool, outage: Outage, now: Instant): Promise<void> {
  for (let after = 0; ; ) {
    const homes = await inTransaction(pool, async (tx) => {
      const concerned = await addOutageToFacts(tx, outage, after, HOUSEHOLDS_AT_ONCE)
      for (const { household, ahead } of concerned) if (ahead) await reconsider(tx, household, now)
      return concerned
    })
    if (homes.length < HOUSEHOLDS_AT_ONCE) break
    after = homes.at(-1)?.household ?? after
  }
  await markOutageTold(pool, outage.id, now)
}
