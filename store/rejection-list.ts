import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { instantColumn } from './instant-column.ts'
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
  /** Also what came from no sensor of ours. */
  readonly homeless: boolean
  readonly before: number
  readonly limit: number
  readonly payloadBytesMax: number
}

/** Latest first. A message belongs where its sensor is fitted or in stock, or where its gateway is. */
export async function listRejections(db: Queryable, filter: RejectionFilter): Promise<Rejection[]> {
  const { rows } = await db.query<Rejection>({
    text: `select r.id, ${instantColumn('r.received_at')} as "receivedAt", r.client_id as "clientId", r.topic,
             substring(r.payload from 1 for $5) as payload, r.code, r.detail
           from rejected_message r left join sensor s on s.uid = r.client_id
             left join fitting f on f.sensor_uid = s.uid and f.fitted_until is null
             left join household h on h.id = f.household_id left join gateway g on g.id = r.client_id
             left join area a on a.id = coalesce(h.area_id, s.area_id, g.area_id)
           where (a.path && $1::bigint[] or ($2 and a.id is null)) and r.id < $3 order by r.id desc limit $4`,
    values: [filter.scope, filter.homeless, filter.before, filter.limit, filter.payloadBytesMax],
  })
  return rows
}
