import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import type { Queryable } from './transaction.ts'

/** A message that could not be read, for the person who looks after the sensor that sent it. */
export interface Rejection {
  readonly id: number
  readonly receivedAt: Instant
  readonly clientId: string
  readonly topic: string
  readonly payload: Buffer
  readonly code: string
  readonly detail: string
}

export interface RejectionFilter {
  readonly scope: Scope
  /** Those who see the whole tree also see what came from no sensor of ours. */
  readonly everything: boolean
  readonly before: number
  readonly limit: number
  readonly payloadBytesMax: number
}

/** Latest first. A message belongs where the sensor or the gateway that sent it does. */
export async function listRejections(db: Queryable, filter: RejectionFilter): Promise<Rejection[]> {
  const { rows } = await db.query<Rejection>({
    text: `select r.id, r.received_at as "receivedAt", r.client_id as "clientId", r.topic,
             substring(r.payload from 1 for $5) as payload, r.code, r.detail
           from rejected_message r
           where ($2 or r.client_id in (
               select s.uid from sensor s join area a on a.id = s.area_id where a.path && $1::bigint[]
               union all select g.id from gateway g join area a on a.id = g.area_id where a.path && $1::bigint[]))
             and r.id < $3
           order by r.id desc limit $4`,
    values: [filter.scope, filter.everything, filter.before, filter.limit, filter.payloadBytesMax],
  })
  return rows
}
