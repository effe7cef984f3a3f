import type { AlertId, AreaId, HouseholdId, OrderId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

/** True for every household (an SQL expression of its id) but the canary's own: for what counts without a scope. */
export const isNotCanarys = (household: string): string =>
  `not exists (select 1 from canary cy where cy.household_id = ${household})`

/** What the canary is made of. */
export interface Canary {
  readonly areaId: AreaId
  readonly householdId: HouseholdId
  readonly sensorUid: SensorUid
  readonly contactPointId: number
  readonly policyId: number
}

export interface StandingCanary extends Canary {
  /** What its messages are signed with. */
  readonly secret: string
  readonly succeededAt: Instant | null
  readonly course: unknown
}

export async function findCanary(db: Queryable): Promise<StandingCanary | null> {
  const { rows } = await db.query<StandingCanary>({
    name: 'find_canary',
    text: `select k.area_id as "areaId", k.household_id as "householdId", k.sensor_uid as "sensorUid",
             k.contact_point_id as "contactPointId", k.policy_id as "policyId", coalesce(c.secret, '') as secret,
             k.succeeded_at as "succeededAt", k.course
           from canary k join contact_point c on c.id = k.contact_point_id`,
  })
  return rows[0] ?? null
}

/** Of two processes that start at once, one makes it. */
export async function lockCanary(tx: Queryable): Promise<void> {
  await tx.query('lock table canary in share row exclusive mode')
}

export async function insertCanary(tx: Queryable, it: Canary): Promise<void> {
  await tx.query({
    name: 'insert_canary',
    text: `insert into canary (area_id, household_id, sensor_uid, contact_point_id, policy_id) values ($1, $2, $3, $4, $5)`,
    values: [it.areaId, it.householdId, it.sensorUid, it.contactPointId, it.policyId],
  })
}

/** Takes or keeps the canary for a worker until then. False while another one has it. */
export async function leaseCanary(db: Queryable, worker: string, now: Instant, until: Instant): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'lease_canary',
    text: `update canary set worker = $1, lease_until = to_timestamp($3 / 1000.0)
           where worker = $1 or lease_until <= to_timestamp($2 / 1000.0)`,
    values: [worker, now, until],
  })
  return rowCount === 1
}

export async function releaseCanary(db: Queryable, worker: string): Promise<void> {
  await db.query({
    name: 'release_canary',
    text: `update canary set lease_until = '-infinity' where worker = $1`,
    values: [worker],
  })
}

/** Where its messages go: the address of whoever drives it now. */
export async function moveCanaryTarget(tx: Queryable, contactPoint: number, target: string): Promise<void> {
  await tx.query({
    name: 'move_canary_target',
    text: 'update contact_point set target = $2 where id = $1 and target <> $2',
    values: [contactPoint, target],
  })
}

/** Null keeps the success before. */
export async function noteCanary(db: Queryable, succeededAt: Instant | null, course: unknown): Promise<void> {
  await db.query({
    name: 'note_canary',
    text: `update canary set succeeded_at = coalesce(to_timestamp($1::float8 / 1000.0), succeeded_at), course = $2`,
    values: [succeededAt, JSON.stringify(course)],
  })
}

/** How far an opening has come, as the tables know it. */
export interface CanaryTrace {
  readonly stored: boolean
  readonly alertId: AlertId | null
  readonly attempts: number | null
  readonly lastError: string | null
  /** When its message arrived. */
  readonly arrivedAt: Instant | null
}

/** Of the canary's latest opening since then. */
export async function traceCanary(
  db: Queryable,
  { householdId, contactPointId }: Canary,
  since: Instant,
): Promise<CanaryTrace> {
  const { rows } = await db.query<CanaryTrace>({
    name: 'trace_canary',
    text: `select exists (select 1 from door_event e where e.household_id = $1 and e.kind = 'opened'
               and e.occurred_at >= to_timestamp($3 / 1000.0)) as stored,
             al.id as "alertId", n.attempts, n.last_error as "lastError",
             case when al.outcome = 'test' then al.resolved_at end as "arrivedAt"
           from (select 1) one
           left join lateral (select a.id, a.outcome, a.resolved_at from alert a
             where a.household_id = $1 and a.kind = 'unpermitted_opening' and a.started_at >= to_timestamp($3 / 1000.0)
             order by a.id desc limit 1) al on true
           left join lateral (select m.attempts, m.last_error from notification m
             where m.alert_id = al.id and m.contact_point_id = $2 order by m.id limit 1) n on true`,
    values: [householdId, contactPointId, since],
  })
  return rows[0] ?? { stored: false, alertId: null, attempts: null, lastError: null, arrivedAt: null }
}

/** The canary's alert with this id, and when its trouble began. Null when it is another household's. */
export async function findCanaryAlert(
  db: Queryable,
  household: HouseholdId,
  id: AlertId,
): Promise<{ readonly startedAt: Instant } | null> {
  const { rows } = await db.query<{ startedAt: Instant }>({
    name: 'find_canary_alert',
    text: 'select started_at as "startedAt" from alert where id = $2 and household_id = $1',
    values: [household, id],
  })
  return rows[0] ?? null
}

/** The canary's orders that were over before then and are not erased. */
export async function canaryOrdersToErase(db: Queryable, endedBefore: Instant): Promise<readonly OrderId[]> {
  const { rows } = await db.query<{ id: OrderId }>({
    name: 'canary_orders_to_erase',
    text: `select o.id from canary k join quarantine_order o on o.household_id = k.household_id
           where least(o.ends_at, o.released_at) < to_timestamp($1 / 1000.0)
             and not exists (select 1 from erasure_report r where r.order_id = o.id) order by o.id`,
    values: [endedBefore],
  })
  return rows.map((it) => it.id)
}
