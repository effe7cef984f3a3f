import type { AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Severity } from './alert.ts'
import type { Scope } from './area.ts'
import type { Queryable } from './transaction.ts'

export const ROBOTS = ['dingtalk', 'wecom', 'feishu'] as const
export const CHANNELS = ['webhook', 'email', ...ROBOTS] as const
export type Robot = (typeof ROBOTS)[number]
export type Channel = (typeof CHANNELS)[number]

/**
 * The target of a contact point `c` for people's eyes. Whoever has a robot's address may write into its group, so of that
 * only the host and the last four characters are shown.
 */
export const SHOWN_TARGET = `case when c.channel in ('webhook', 'email') then c.target
  else coalesce(substring(c.target from '^https?://([^/?#]+)'), '') || ' …' || right(c.target, 4) end`

/** Where alerts of an area go. The signing secret never leaves the database through this record. */
export interface ContactPointRecord {
  readonly id: number
  readonly areaId: AreaId
  readonly channel: Channel
  /** As it may be shown. */
  readonly target: string
  readonly signed: boolean
  readonly severityMin: Severity
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
    text: `select c.id, c.area_id as "areaId", c.channel, ${SHOWN_TARGET} as target,
             c.secret is not null as signed,
             c.severity_min as "severityMin", c.disabled_at as "disabledAt",
             c.delivered_at as "deliveredAt"
           from contact_point c join area a on a.id = c.area_id
           where a.path && $1::bigint[] and c.id > $2 order by c.id limit $3`,
    values: [filter.scope, filter.after, filter.limit],
  })
  return rows
}

export interface NewContactPoint {
  readonly areaId: AreaId
  readonly channel: Channel
  readonly target: string
  readonly secret: string | null
  readonly severityMin: Severity
}

/** Null when the area has it already. */
export async function insertContactPoint(db: Queryable, point: NewContactPoint): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>({
    name: 'insert_contact_point',
    text: `insert into contact_point (area_id, channel, target, secret, severity_min) values ($1, $2, $3, $4, $5)
           on conflict (area_id, channel, target) do nothing returning id`,
    values: [point.areaId, point.channel, point.target, point.secret, point.severityMin],
  })
  return rows[0]?.id ?? null
}

export async function findContactPointArea(db: Queryable, scope: Scope, id: number): Promise<AreaId | null> {
  const { rows } = await db.query<{ areaId: AreaId }>({
    text: `select c.area_id as "areaId" from contact_point c join area a on a.id = c.area_id
           where c.id = $2 and c.disabled_at is null and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0]?.areaId ?? null
}

/** Writes down that something arrived. Returns its area when it is the first time, else null. */
export async function markDelivered(db: Queryable, id: number, at: Instant): Promise<AreaId | null> {
  const { rows } = await db.query<{ areaId: AreaId; first: boolean }>({
    name: 'mark_delivered',
    text: `with before as (select id, delivered_at from contact_point where id = $1 for no key update)
           update contact_point c set delivered_at = to_timestamp($2 / 1000.0) from before b where c.id = b.id
           returning c.area_id as "areaId", b.delivered_at is null as first`,
    values: [id, at],
  })
  const [row] = rows
  return row?.first ? row.areaId : null
}
