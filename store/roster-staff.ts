import type { AreaId, StaffId } from '../base/id.ts'
import type { Queryable } from './transaction.ts'

export interface NamedStaff {
  readonly id: StaffId
  readonly displayName: string
}

/** Staff `s` who may sign in and have one of the roles $2 in the area $1 or around it. */
const ELIGIBLE = `s.disabled_at is null and exists (select 1 from staff_role g join area a on a.id = $1
  where g.staff_id = s.id and g.role = any($2::text[]) and g.area_id = any(a.path))`

/** By name. */
export async function listEligible(
  db: Queryable,
  areaId: AreaId,
  roles: readonly string[],
  limit: number,
): Promise<NamedStaff[]> {
  const { rows } = await db.query<NamedStaff>({
    text: `select s.id, s.display_name as "displayName" from staff s where ${ELIGIBLE}
           order by s.display_name, s.id limit $3`,
    values: [areaId, roles, limit],
  })
  return rows
}

/** Of these, who may sign in and has one of the roles in the area or around it. */
export async function readEligible(
  tx: Queryable,
  areaId: AreaId,
  staff: readonly StaffId[],
  roles: readonly string[],
): Promise<ReadonlySet<StaffId>> {
  const { rows } = await tx.query<{ id: StaffId }>({
    name: 'read_eligible',
    text: `select s.id from staff s where s.id = any($3::bigint[]) and ${ELIGIBLE}`,
    values: [areaId, roles, staff],
  })
  return new Set(rows.map(({ id }) => id))
}

/** The names of staff, by id. */
export async function readNames(db: Queryable, staff: readonly StaffId[]): Promise<ReadonlyMap<StaffId, string>> {
  const { rows } = await db.query<{ id: StaffId; name: string }>({
    name: 'read_names',
    text: 'select id, display_name as name from staff where id = any($1::bigint[])',
    values: [staff],
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}
