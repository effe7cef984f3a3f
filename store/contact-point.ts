import type { AreaId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Severity } from './alert.ts'
import type { Scope } from './area.ts'
import type { Queryable } from './transaction.ts'

export const ROBOTS = ['dingtalk', 'wecom', 'feishu'] as const
export const PHONES = ['sms', 'voice'] as const
export const CHANNELS = ['webhook', 'email', ...ROBOTS, ...PHONES, 'web_push'] as const
export type Robot = (typeof ROBOTS)[number]
/** Ways to reach a telephone number, which is kept as E.164. */
export type Phone = (typeof PHONES)[number]
export type Channel = (typeof CHANNELS)[number]

/**
 * The target of a contact point `c` for people's eyes. Whoever has a robot's address may write into its group, so of that
 * only the host and the last four characters are shown; of a browser's address only the host; of a household's, which is
 * encrypted, nothing. A telephone number lacks its middle: 138****1234.
 */
export const SHOWN_TARGET = `case when c.household_id is not null then '•••'
  when c.channel in ('webhook', 'email') then c.target
  when c.channel in ('sms', 'voice') then regexp_replace(regexp_replace(c.target, '^\\+86', ''), '.{4}(.{4})$', '****\\1')
  else coalesce(substring(c.target from '^https?://([^/?#]+)'), '') || ' …'
    || case when c.channel = 'web_push' then '' else right(c.target, 4) end end`

/**
 * The area of the first role of the member of staff who has the id `staff`; null unless all their roles are within the
 * scope $1: whoever gives them a contact point decides where alerts of all of their areas go.
 */
export const staffAreaWithin = (
  staff: string,
): string => `(select case when bool_and(ga.path && $1::bigint[]) then min(ga.id) end
  from staff_role g join area ga on ga.id = g.area_id where g.staff_id = ${staff})`

/** The area that a contact point `c` is recorded under; null outside the scope $1. */
export const AREA_WITHIN = `case when c.staff_id is not null then ${staffAreaWithin('c.staff_id')}
  else (select a.id from area a where a.id = c.area_id and a.path && $1::bigint[]) end`

/** Where alerts of an area go, or what an escalation sends to a member of staff. The signing secret never leaves the database through this record. */
export interface ContactPointRecord {
  readonly id: number
  /** Null for a member of staff's own. */
  readonly areaId: AreaId | null
  readonly staffId: StaffId | null
  readonly channel: Channel
  /** As it may be shown. */
  readonly target: string
  readonly signed: boolean
  readonly severityMin: Severity
  /** Of a member of staff's the lowest is used first, and of equal ones the older. */
  readonly place: number
  readonly disabledAt: Instant | null
  /** When something was last known to arrive there, to the hour; null: nothing ever did. */
  readonly deliveredAt: Instant | null
}

export interface ContactPointFilter {
  readonly scope: Scope
  readonly after: number
  readonly limit: number
}

export async function listContactPoints(db: Queryable, filter: ContactPointFilter): Promise<ContactPointRecord[]> {
  const { rows } = await db.query<ContactPointRecord>({
    text: `select c.id, c.area_id as "areaId", c.staff_id as "staffId", c.channel, ${SHOWN_TARGET} as target,
             c.secret is not null as signed,
             c.severity_min as "severityMin", c.place, c.disabled_at as "disabledAt",
             c.delivered_at as "deliveredAt"
           from contact_point c where (${AREA_WITHIN}) is not null and c.id > $2 order by c.id limit $3`,
    values: [filter.scope, filter.after, filter.limit],
  })
  return rows
}

/** Of a contact point that was given no place. */
export const LAST_PLACE = 100

/** An area's, or a member of staff's own. */
export interface NewContactPoint {
  readonly areaId: AreaId | null
  readonly staffId?: StaffId | null
  readonly channel: Channel
  readonly target: string
  readonly secret: string | null
  readonly severityMin: Severity
  readonly place?: number
}

/** Null when the area, or the member of staff, has it already. */
export async function insertContactPoint(db: Queryable, point: NewContactPoint): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>({
    name: 'insert_contact_point',
    text: `insert into contact_point (area_id, channel, target, secret, severity_min, staff_id, place)
           values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    values: [
      ...[point.areaId, point.channel, point.target, point.secret, point.severityMin, point.staffId ?? null],
      point.place ?? LAST_PLACE,
    ],
  })
  return rows[0]?.id ?? null
}

/** Null leaves it as it is. */
export interface ContactPointChange {
  readonly place: number | null
  readonly severityMin: Severity | null
  readonly isDisabled: boolean | null
}

/** Null for one that is out of scope. A household's is its own record's to change. */
export async function changeContactPoint(
  tx: Queryable,
  scope: Scope,
  id: number,
  { place, severityMin, isDisabled }: ContactPointChange,
  now: Instant,
): Promise<AreaId | null> {
  const { rows } = await tx.query<{ areaId: AreaId }>({
    text: `update contact_point c set place = coalesce($3, c.place), severity_min = coalesce($4, c.severity_min),
             disabled_at = case when $5::boolean then coalesce(c.disabled_at, to_timestamp($6 / 1000.0))
               when not $5 then null else c.disabled_at end
           where c.id = $2 and (${AREA_WITHIN}) is not null returning (${AREA_WITHIN}) as "areaId"`,
    values: [scope, id, place, severityMin, isDisabled, now],
  })
  return rows[0]?.areaId ?? null
}

/** The area to record it under. Null for one out of scope or disabled. */
export async function findContactPointArea(db: Queryable, scope: Scope, id: number): Promise<AreaId | null> {
  const { rows } = await db.query<{ areaId: AreaId }>({
    text: `select * from (select ${AREA_WITHIN} as "areaId" from contact_point c
             where c.id = $2 and c.disabled_at is null) it where "areaId" is not null`,
    values: [scope, id],
  })
  return rows[0]?.areaId ?? null
}

/** The area of a member of staff's first role. Null when one of their roles is out of scope, or they may not sign in. */
export async function findStaffArea(db: Queryable, scope: Scope, id: StaffId): Promise<AreaId | null> {
  const { rows } = await db.query<{ areaId: AreaId | null }>({
    text: `select ${staffAreaWithin('s.id')} as "areaId" from staff s where s.id = $2 and s.disabled_at is null`,
    values: [scope, id],
  })
  return rows[0]?.areaId ?? null
}

/** Writes down that something arrived. Returns its area, if it is an area's, when it is the first time; else null. */
export async function markDelivered(db: Queryable, id: number, at: Instant): Promise<AreaId | null> {
  const { rows } = await db.query<{ areaId: AreaId | null; first: boolean }>({
    name: 'mark_delivered',
    text: `with before as (select id, delivered_at from contact_point where id = $1 for no key update)
           update contact_point c set delivered_at = to_timestamp($2 / 1000.0) from before b where c.id = b.id
           returning c.area_id as "areaId", b.delivered_at is null as first`,
    values: [id, at],
  })
  const [row] = rows
  return row?.first ? row.areaId : null
}
