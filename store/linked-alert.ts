import type { AlertId, AreaId, HouseholdId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Severity } from './alert.ts'
import { PLACES_JOIN } from './household.ts'
import { onlyRow } from './only-row.ts'
import { HANDLERS } from './staff.ts'
import type { Queryable } from './transaction.ts'

/** What a message to a member of staff was about, as it is now, and whether they may still act on it. */
export interface LinkedAlert {
  /** The alert that it was merged into, where it was. */
  readonly alertId: AlertId
  readonly householdId: HouseholdId | null
  readonly areaId: AreaId
  readonly staffId: StaffId
  /** The person or the contact point is disabled. */
  readonly isDisabled: boolean
  /** By a role in one of the alert's areas. */
  readonly mayHandle: boolean
  readonly severity: Severity
  readonly clearedAt: Instant | null
  readonly handling: 'new' | 'acknowledged' | 'resolved'
  readonly acknowledgedAt: Instant | null
  readonly acknowledgedBy: string | null
  readonly isAcknowledgedByThem: boolean
  readonly resolvedAt: Instant | null
  /** Null for an alert that ended by itself. */
  readonly resolvedBy: string | null
  readonly startedAt: Instant
  readonly sentence: { readonly zh: string; readonly en: string }
  readonly building: string | null
  readonly unit: string | null
  readonly room: string | null
  readonly timeZone: string
}

/** Null for a message that is not there any more, or was to nobody's own contact point. */
export async function findLinkedAlert(db: Queryable, notification: number): Promise<LinkedAlert | null> {
  const { rows } = await db.query<LinkedAlert>({
    name: 'find_linked_alert',
    text: `
      with recursive merges as (
        select al.id, al.merged_into from notification n join alert al on al.id = n.alert_id where n.id = $1
        union all select al.id, al.merged_into from merges m join alert al on al.id = m.merged_into
      )
      select al.id as "alertId", al.household_id as "householdId", a.id as "areaId", s.id as "staffId",
        s.disabled_at is not null or p.disabled_at is not null as "isDisabled",
        exists (select 1 from staff_role r where r.staff_id = s.id and r.role = any($2)
          and r.area_id = any(coalesce(al.scope_path, a.path))) as "mayHandle",
        al.severity, al.cleared_at as "clearedAt", al.handling, al.acknowledged_at as "acknowledgedAt",
        acknowledger.display_name as "acknowledgedBy", acknowledger.id is not distinct from s.id as "isAcknowledgedByThem",
        al.resolved_at as "resolvedAt", resolver.display_name as "resolvedBy", al.started_at as "startedAt",
        al.explanation -> 'sentence' as sentence,
        coalesce(places.building, case when h.id is null then a.name end) as building, places.unit, h.room,
        coalesce((select z.time_zone from area z where z.id = any(a.path) and z.time_zone is not null
          order by cardinality(z.path) desc limit 1), 'Asia/Shanghai') as "timeZone"
      from merges m join alert al on al.id = m.id and m.merged_into is null
      join notification n on n.id = $1 join contact_point p on p.id = n.contact_point_id
      join staff s on s.id = p.staff_id
      left join household h on h.id = al.household_id
      join area a on a.id = coalesce(al.area_id, h.area_id) ${PLACES_JOIN}
      left join staff acknowledger on acknowledger.id = al.acknowledged_by
      left join staff resolver on resolver.id = al.resolved_by`,
    values: [notification, HANDLERS],
  })
  return rows.length === 0 ? null : onlyRow(rows)
}

/** Nobody else changes the alert until the transaction ends. */
export async function lockAlert(tx: Queryable, id: AlertId): Promise<void> {
  await tx.query({ name: 'lock_alert', text: 'select 1 from alert where id = $1 for no key update', values: [id] })
}
