import type { AreaId, HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { insertAudit } from '../store/audit.ts'
import type { Queryable } from '../store/transaction.ts'
import type { Caller } from './caller.ts'

export interface Act {
  readonly action: string
  readonly householdId?: HouseholdId | null | undefined
  readonly areaId?: AreaId | null | undefined
  readonly purpose?: string | undefined
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Writes down who did it, or who looked, in the transaction that does it. */
export function audit(db: Queryable, caller: Pick<Caller, 'staffId'>, at: Instant, act: Act): Promise<void> {
  return insertAudit(db, {
    at,
    staffId: caller.staffId,
    action: act.action,
    householdId: act.householdId ?? null,
    areaId: act.areaId ?? null,
    purpose: act.purpose ?? null,
    detail: act.detail ?? {},
  })
}
