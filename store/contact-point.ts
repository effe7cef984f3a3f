import type { AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Severity } from './alert.ts'
import type { Scope } from './area.ts'
import type { Queryable } from './transaction.ts'

export const CHANNELS = ['webhook', 'email'] as const
export type Channel = (typeof CHANNELS)[number]

/** Where alerts of an area go. The signing secret never leaves the database through this record. */
export interface ContactPointRecord {
  readonly id: number
  readonly areaId: AreaId
  readonly channel: Channel
  readonly target: string
  readonly signed: boolean
  readonly severityMin: Severity
  readonly disabledAt: Instant | null
}

export interface ContactPointFilter {
  readonly scope: Scope
  readonly after: number
  readonly limit: number
}

export async function listContactPoints(db: Queryable, filter: ContactPointFilter): Promise<ContactPointRecord[]> {
  const { rows } = await db.query<ContactPointRecord>({
    text: `select c.id, c.area_id as "areaId", c.channel, c.target, c.secret is not null as signed,
             c.severity_min as "severityMin", c.disabled_at as "disabledAt"
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
