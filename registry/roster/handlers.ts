import type { AreaId } from '../../base/id.ts'
import type { Scope } from '../../store/area.ts'
import { listEligible, type NamedStaff } from '../../store/roster-staff.ts'
import { HANDLERS } from '../../store/staff.ts'
import type { Queryable } from '../../store/transaction.ts'
import { getArea } from '../area.ts'

/** As many as one can choose from by name. */
export const HANDLERS_MAX = 500

export interface Handlers {
  readonly staff: NamedStaff[]
  readonly isCut: boolean
}

/** Who may be on duty in an area. @throws Failure `record.not_found` for one out of scope. */
export async function getHandlers(db: Queryable, scope: Scope, area: AreaId): Promise<Handlers> {
  const { id } = await getArea(db, scope, area)
  const found = await listEligible(db, id, HANDLERS, HANDLERS_MAX + 1)
  return { staff: found.slice(0, HANDLERS_MAX), isCut: found.length > HANDLERS_MAX }
}
