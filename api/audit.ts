import type { AreaId, HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { type AuditEntry, insertAudit, insertLook } from '../store/audit.ts'
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
  return insertAudit(db, entryOf(caller, at, act))
}

/** Who zooms into a picture asks for it a hundred times and looks once: within minutes one line is written. */
const LOOK_MS = 10 * 60_000

export function auditLook(db: Queryable, caller: Pick<Caller, 'staffId'>, at: Instant, act: Act): Promise<void> {
  return insertLook(db, entryOf(caller, at, act), at - LOOK_MS)
}

function entryOf(caller: Pick<Caller, 'staffId'>, at: Instant, act: Act): AuditEntry {
  return {
    at,
    staffId: caller.staffId,
    action: act.action,
    householdId: act.householdId ?? null,
    areaId: act.areaId ?? null,
    purpose: act.purpose ?? null,
    detail: act.detail ?? {},
  }
}
