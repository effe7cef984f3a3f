import type { Instant } from '../base/instant.ts'
import { insertAudit } from '../store/audit.ts'
import { lockHousehold } from '../store/household.ts'
import type { ResidentHome } from '../store/resident-link.ts'
import { countActs } from '../store/resident-look.ts'
import type { Queryable } from '../store/transaction.ts'
import { contactPhone } from './contact-phone.ts'
import { correctPhone } from './household-contact.ts'
import { RESIDENT } from './resident.ts'

/** In a day and a night. More is no correction. */
export const PHONE_CHANGES_PER_DAY_MAX = 5
const DAY_MS = 24 * 3600 * 1000
const ACTION = 'household.correct_phone'

/** Of a household whose contact is known: the name stays staff's to set. */
export async function correctResidentPhone(
  tx: Queryable,
  key: Buffer,
  { householdId, areaId }: Pick<ResidentHome, 'householdId' | 'areaId'>,
  written: string,
  now: Instant,
): Promise<'phone' | 'phone_wrong' | 'phone_unknown' | 'too_often'> {
  const phone = contactPhone(written)
  if (phone === null) return 'phone_wrong'
  await lockHousehold(tx, householdId)
  if ((await countActs(tx, householdId, ACTION, now - DAY_MS)) >= PHONE_CHANGES_PER_DAY_MAX) return 'too_often'
  if (!(await correctPhone(tx, key, { id: householdId, by: RESIDENT, now }, phone))) return 'phone_unknown'
  await insertAudit(tx, { at: now, staffId: null, action: ACTION, householdId, areaId, purpose: null, detail: {} })
  return 'phone'
}
