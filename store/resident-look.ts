import type { HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Role } from './staff.ts'
import type { Queryable } from './transaction.ts'

/** Looks of one person at the same thing for the same purpose within a day (UTC), without the person. */
export interface ResidentLook {
  /** The first of those that they hold there now; null when none is left, or it was the service itself. */
  readonly role: Role | null
  readonly action: string
  readonly purpose: string | null
  readonly times: number
  readonly lastAt: Instant
}

/** Who looked at a household's records since an instant, latest first: in what role, never who. */
export async function listLooksForResident(
  db: Queryable,
  household: HouseholdId,
  since: Instant,
  limit: number,
): Promise<ResidentLook[]> {
  const { rows } = await db.query<ResidentLook>({
    name: 'list_looks_for_resident',
    text: `select (select r.role from staff_role r where r.staff_id = u.staff_id and r.area_id = any(a.path)
               order by array_position(array['duty_officer', 'grid_worker', 'installer', 'admin', 'auditor', 'viewer'], r.role)
               limit 1) as role, u.action, u.purpose, count(*)::int as times, max(u.at) as "lastAt"
           from audit u join household h on h.id = u.household_id join area a on a.id = h.area_id
           where u.household_id = $1 and u.action like '%.read' and u.at >= to_timestamp($2 / 1000.0)
           group by u.staff_id, a.path, u.action, u.purpose, date_trunc('day', u.at at time zone 'UTC')
           order by max(u.at) desc limit $3`,
    values: [household, since, limit],
  })
  return rows
}

/** How often something was done to a household since an instant. */
export async function countActs(
  db: Queryable,
  household: HouseholdId,
  action: string,
  since: Instant,
): Promise<number> {
  const { rows } = await db.query<{ times: number }>({
    name: 'count_acts',
    text: `select count(*)::int as times from audit
           where household_id = $1 and action = $2 and at > to_timestamp($3 / 1000.0)`,
    values: [household, action, since],
  })
  return rows[0]?.times ?? 0
}
