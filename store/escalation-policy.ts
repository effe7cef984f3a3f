import type { AreaId, EscalationPolicyId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Severity } from './alert.ts'
import type { Scope } from './area.ts'
import type { Channel } from './contact-point.ts'
import { onlyRow } from './only-row.ts'
import type { RosterLevel } from './roster.ts'
import type { Queryable } from './transaction.ts'

/** Whose turn it is, counted from the beginning of the run. */
export interface EscalationStep {
  readonly level: RosterLevel
  readonly afterMs: number
  /** Null: any. */
  readonly channels: readonly Channel[] | null
}

/** Who is called when, and how often again. */
export interface EscalationPlan {
  readonly steps: readonly EscalationStep[]
  /** After the last step all steps are taken again, this often. */
  readonly repeatMs: number
  /** Later than this after the beginning nothing is repeated. */
  readonly repeatedMsMax: number
}

export interface EscalationTerms extends EscalationPlan {
  /** An acknowledged alert that is not resolved by then goes back to the queue. */
  readonly handlingMs: number
}

/** Which alerts it is for. */
interface Applies {
  readonly areaId: AreaId
  /** Null: any. */
  readonly kinds: readonly string[] | null
  /** Null: critical and major. */
  readonly severities: readonly Severity[] | null
}

export interface NewEscalationPolicy extends EscalationTerms, Applies {
  readonly name: string
}

export interface EscalationPolicy extends NewEscalationPolicy {
  readonly id: EscalationPolicyId
  readonly createdBy: string
  readonly createdAt: Instant
  readonly endedAt: Instant | null
}

const COLUMNS = `p.id, p.area_id as "areaId", p.name, to_json(p.kinds) as kinds, to_json(p.severities) as severities,
  p.steps, p.repeat_ms as "repeatMs", p.repeated_ms_max as "repeatedMsMax", p.handling_ms as "handlingMs",
  p.created_by as "createdBy", p.created_at as "createdAt", p.ended_at as "endedAt"`

export interface EscalationPolicyFilter {
  readonly scope: Scope
  readonly areaId: AreaId | null
  readonly after: number
  readonly limit: number
}

export async function listEscalationPolicies(
  db: Queryable,
  filter: EscalationPolicyFilter,
): Promise<EscalationPolicy[]> {
  const { rows } = await db.query<EscalationPolicy>({
    text: `select ${COLUMNS} from escalation_policy p join area a on a.id = p.area_id
           where a.path && $1::bigint[] and ($2::bigint is null or a.path @> array[$2::bigint]) and p.id > $3
           order by p.id limit $4`,
    values: [filter.scope, filter.areaId, filter.after, filter.limit],
  })
  return rows
}

/** Those of the area itself that hold. */
export async function readAreaPolicies(tx: Queryable, area: AreaId): Promise<readonly EscalationPolicy[]> {
  const { rows } = await tx.query<EscalationPolicy>({
    name: 'read_area_escalation_policies',
    text: `select ${COLUMNS} from escalation_policy p where p.area_id = $1 and p.ended_at is null order by p.id`,
    values: [area],
  })
  return rows
}

export async function findEscalationPolicy(
  db: Queryable,
  scope: Scope,
  id: EscalationPolicyId,
): Promise<EscalationPolicy | null> {
  const { rows } = await db.query<EscalationPolicy>({
    text: `select ${COLUMNS} from escalation_policy p join area a on a.id = p.area_id
           where p.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

export async function insertEscalationPolicy(
  tx: Queryable,
  it: NewEscalationPolicy,
  by: string,
  now: Instant,
): Promise<EscalationPolicyId> {
  const { rows } = await tx.query<{ id: EscalationPolicyId }>({
    name: 'insert_escalation_policy',
    text: `insert into escalation_policy (area_id, name, kinds, severities, steps, repeat_ms, repeated_ms_max, handling_ms,
             created_by, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10 / 1000.0)) returning id`,
    values: [
      ...[it.areaId, it.name, it.kinds, it.severities, JSON.stringify(it.steps)],
      ...[it.repeatMs, it.repeatedMsMax, it.handlingMs, by, now],
    ],
  })
  return onlyRow(rows).id
}

/** False when it has ended. */
export async function endEscalationPolicyAt(tx: Queryable, id: EscalationPolicyId, now: Instant): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'end_escalation_policy',
    text: `update escalation_policy set ended_at = to_timestamp($2 / 1000.0) where id = $1 and ended_at is null`,
    values: [id, now],
  })
  return rowCount === 1
}
