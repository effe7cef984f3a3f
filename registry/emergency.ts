import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import { insertAudit } from '../store/audit.ts'
import { lockHousehold } from '../store/household.ts'
import { insertPermit } from '../store/permit.ts'
import type { ResidentHome } from '../store/resident-link.ts'
import { findEmergency, findResidentOrder } from '../store/resident-order.ts'
import type { Queryable } from '../store/transaction.ts'
import { isWatchedAt } from './permit-request.ts'
import { PERMIT_OPENINGS_MAX } from './permit-window.ts'
import { RESIDENT } from './resident.ts'

const MINUTE_MS = 60_000
/** Who runs out first and reports then has done nothing wrong either. */
export const EMERGENCY_BEFORE_MS = 10 * MINUTE_MS
/** Until staff, who know of it at once, know more. */
export const EMERGENCY_LASTS_MS = 120 * MINUTE_MS

/**
 * Medical emergencies and fire are always allowed. A permit for every opening begins at once, and the watch raises a
 * critical alert of the same instant. Pressed again while it runs, nothing more happens.
 */
export async function reportEmergency(
  tx: Queryable,
  { householdId, areaId }: Pick<ResidentHome, 'householdId' | 'areaId'>,
  now: Instant,
): Promise<'reported' | 'not_watched'> {
  await lockHousehold(tx, householdId)
  const order = await findResidentOrder(tx, householdId, now)
  if (order === null || !isWatchedAt(order, now)) return 'not_watched'
  if ((await findEmergency(tx, householdId, now)) !== null) return 'reported'
  const from = now - EMERGENCY_BEFORE_MS
  const id = await insertPermit(tx, {
    ...{ householdId, areaId: null, from, until: now + EMERGENCY_LASTS_MS },
    ...{ reason: 'emergency', openingsMax: PERMIT_OPENINGS_MAX, goingOut: false, note: '' },
    ...{ grantedBy: RESIDENT, grantedAt: now },
  })
  // Time passes up to an instant and not including it, and staff are told in this transaction.
  await reconsider(tx, householdId, now + 1, from)
  const about = { householdId, areaId, purpose: null, detail: { id } }
  await insertAudit(tx, { at: now, staffId: null, action: 'permit.emergency', ...about })
  return 'reported'
}
