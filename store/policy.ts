import type { AreaId, HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { AREA_PLACE, type Scope } from './area.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

/** One version of a policy. Versions are never changed; a new one is another row. */
export interface PolicyRecord {
  readonly id: number
  readonly name: string
  readonly version: number
  readonly settings: unknown
  readonly createdAt: Instant
  readonly createdBy: string
}

const POLICY_COLUMNS = `p.id, p.name, p.version, p.settings, p.created_at as "createdAt", p.created_by as "createdBy"`

export async function listPolicies(db: Queryable, after: number, limit: number): Promise<PolicyRecord[]> {
  const { rows } = await db.query<PolicyRecord>({
    name: 'list_policies',
    text: `select ${POLICY_COLUMNS} from policy p
           where p.id > $1 and not exists (select 1 from canary where policy_id = p.id) order by p.id limit $2`,
    values: [after, limit],
  })
  return rows
}

export async function findPolicy(db: Queryable, id: number): Promise<PolicyRecord | null> {
  const { rows } = await db.query<PolicyRecord>({
    name: 'find_policy',
    text: `select ${POLICY_COLUMNS} from policy p where p.id = $1`,
    values: [id],
  })
  return rows[0] ?? null
}

/** Whether a name is one that every installation begins with. */
export async function isPresetPolicy(db: Queryable, name: string): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>({
    name: 'is_preset_policy',
    text: "select exists (select 1 from policy where name = $1 and version = 1 and created_by = 'menshen') as found",
    values: [name],
  })
  return onlyRow(rows).found
}

/** The newest version of a policy. */
export async function findNewestPolicy(db: Queryable, name: string): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>({
    name: 'find_newest_policy',
    text: 'select id from policy where name = $1 order by version desc limit 1',
    values: [name],
  })
  return rows[0]?.id ?? null
}

export interface NewPolicy {
  readonly name: string
  readonly settings: unknown
  readonly createdAt: Instant
  readonly createdBy: string
}

/** The next version of a name, or the first; null when another took the same number at the same time. */
export async function insertPolicy(
  tx: Queryable,
  { name, settings, createdAt, createdBy }: NewPolicy,
): Promise<{ id: number; version: number } | null> {
  const { rows } = await tx.query<{ id: number; version: number }>({
    name: 'insert_policy',
    text: `insert into policy (name, version, settings, created_at, created_by)
           select $1, coalesce(max(version), 0) + 1, $2, $3, $4 from policy where name = $1
           on conflict (name, version) do nothing returning id, version`,
    values: [name, settings, new Date(createdAt), createdBy],
  })
  return rows[0] ?? null
}

export interface PolicyAssignmentRecord {
  readonly id: number
  readonly orderId: OrderId | null
  readonly areaId: AreaId | null
  readonly policyId: number | null
  readonly from: Instant
  readonly assignedBy: string
}

/** `over`: another was assigned to the same place since, or the order has ended. */
export const ASSIGNMENT_STANDINGS = ['to_come', 'in_force', 'over'] as const

export interface PlacedPolicyAssignment extends PolicyAssignmentRecord {
  readonly standing: (typeof ASSIGNMENT_STANDINGS)[number]
  /** The area, or the household of the order. */
  readonly place: string
  readonly householdId: HouseholdId | null
}

/** At a place the last one whose time has come holds; of two with the same time the later made one. */
const STANDING = `case
  when coalesce(o.released_at, o.ends_at) <= to_timestamp($4 / 1000.0) then 'over'
  when exists (select 1 from policy_assignment s where (s.area_id = g.area_id or s.order_id = g.order_id)
      and (s.from_at, s.id) > (g.from_at, g.id) and s.from_at <= greatest(g.from_at, to_timestamp($4 / 1000.0))) then 'over'
  when g.from_at > to_timestamp($4 / 1000.0) then 'to_come'
  else 'in_force' end`

interface AssignmentFilter {
  readonly scope: Scope
  /** Whether those that are over are left out. */
  readonly standing: boolean
  readonly now: Instant
  readonly after: number
  readonly limit: number
}

/** What was assigned within the scope, or to areas around it, the earliest first. */
export async function listPolicyAssignments(
  db: Queryable,
  { scope, standing, now, after, limit }: AssignmentFilter,
): Promise<PlacedPolicyAssignment[]> {
  const { rows } = await db.query<PlacedPolicyAssignment>({
    text: `select g.id, g.order_id as "orderId", g.area_id as "areaId", g.policy_id as "policyId", g.from_at as "from",
             g.assigned_by as "assignedBy", g.standing, concat_ws(' ', ${AREA_PLACE}, h.room) as place,
             h.id as "householdId"
           from (select g.*, ${STANDING} as standing, o.household_id
             from policy_assignment g left join quarantine_order o on o.id = g.order_id) g
           left join household h on h.id = g.household_id
           join area a on a.id = coalesce(g.area_id, h.area_id)
           where (a.path && $1::bigint[] or exists (
               select 1 from area mine where mine.id = any($1::bigint[]) and g.area_id = any(mine.path)))
             and g.id > $2 and (not $5::boolean or g.standing <> 'over')
           order by g.id limit $3`,
    values: [scope, after, limit, now, standing],
  })
  return rows
}

export type NewPolicyAssignment = Omit<PolicyAssignmentRecord, 'id'>

/** What was last assigned to an order itself holds from an instant on for another one that continues it. */
export async function copyPolicyAssignment(tx: Queryable, from: OrderId, to: OrderId, at: Instant): Promise<void> {
  await tx.query({
    name: 'copy_policy_assignment',
    text: `insert into policy_assignment (order_id, policy_id, from_at, assigned_by)
           select $2, policy_id, $3, assigned_by from policy_assignment where order_id = $1 order by id desc limit 1`,
    values: [from, to, new Date(at)],
  })
}

export async function insertPolicyAssignment(tx: Queryable, it: NewPolicyAssignment): Promise<number> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'insert_policy_assignment',
    text: `insert into policy_assignment (order_id, area_id, policy_id, from_at, assigned_by)
           values ($1, $2, $3, $4, $5) returning id`,
    values: [it.orderId, it.areaId, it.policyId, new Date(it.from), it.assignedBy],
  })
  return onlyRow(rows).id
}
