import type { AlertId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { type Channel, SHOWN_TARGET } from './contact-point.ts'
import type { Queryable } from './transaction.ts'

/** One notification as staff see it: to whom, when, and how it went. */
export interface Delivery {
  readonly channel: Channel
  /** As it may be shown. */
  readonly target: string
  readonly reason: string
  readonly dueAt: Instant
  readonly attempts: number
  readonly lastError: string | null
  readonly sentAt: Instant | null
  readonly failedAt: Instant | null
  /** Held back because the alert of its group was sent instead; an escalation's, because nobody needed it any more. */
  readonly cancelledAt: Instant | null
}

export async function listDeliveries(db: Queryable, id: AlertId, limit: number): Promise<Delivery[]> {
  const { rows } = await db.query<Delivery>({
    name: 'list_deliveries',
    text: `select c.channel, ${SHOWN_TARGET} as target, n.reason, n.due_at as "dueAt", n.attempts, n.last_error as "lastError",
             n.sent_at as "sentAt", n.failed_at as "failedAt", n.cancelled_at as "cancelledAt"
           from notification n join contact_point c on c.id = n.contact_point_id
           where n.alert_id = $1 order by n.id limit $2`,
    values: [id, limit],
  })
  return rows
}
