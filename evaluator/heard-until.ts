import type { Instant } from '../base/instant.ts'
import { readPulse } from '../store/outage.ts'
import type { Queryable } from '../store/transaction.ts'

export const PULSE_EVERY_MS = 10_000
/** Two pulses missed: nothing is judged past this until there is another. */
export const QUIET_MS = 2 * PULSE_EVERY_MS

/**
 * Time may pass up to here: past it nobody can say yet whether a sensor was silent or we were away. Installations
 * without a pulse know no outages.
 */
export async function heardUntil(db: Queryable, now: Instant): Promise<Instant> {
  const pulse = await readPulse(db)
  return pulse === null ? now : Math.min(now, pulse + QUIET_MS)
}
