import type { OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

export const ORDER_CHANGES = ['activated', 'extended', 'continued', 'released'] as const

/** One line of what became of an order. Append-only. */
export interface OrderChange {
  readonly at: Instant
  readonly what: (typeof ORDER_CHANGES)[number]
  /** Null when it happened by itself. */
  readonly by: string | null
  readonly reason: string
  readonly endsAtBefore: Instant | null
  readonly endsAtAfter: Instant | null
  /** The order that goes on where this one ended. */
  readonly continuation: OrderId | null
}

export async function listOrderChanges(db: Queryable, order: OrderId, limit: number): Promise<OrderChange[]> {
  const { rows } = await db.query<OrderChange>({
    name: 'list_order_changes',
    text: `select at, what, changed_by as by, reason, ends_at_before as "endsAtBefore", ends_at_after as "endsAtAfter",
             continuation_id as continuation
           from order_change where order_id = $1 order by id desc limit $2`,
    values: [order, limit],
  })
  return rows
}

export async function insertOrderChange(db: Queryable, order: OrderId, change: OrderChange): Promise<void> {
  const { at, what, by, reason, endsAtBefore, endsAtAfter, continuation } = change
  const instantOf = (it: Instant | null) => (it === null ? null : new Date(it))
  await db.query({
    name: 'insert_order_change',
    text: `insert into order_change
             (order_id, at, what, changed_by, reason, ends_at_before, ends_at_after, continuation_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [order, new Date(at), what, by, reason, instantOf(endsAtBefore), instantOf(endsAtAfter), continuation],
  })
}
