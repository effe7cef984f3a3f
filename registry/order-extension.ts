import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import type { Scope } from '../store/area.ts'
import { moveOrderEnd, type QuarantineOrder } from '../store/order.ts'
import { insertOrderChange } from '../store/order-change.ts'
import type { Queryable } from '../store/transaction.ts'
import { contradiction } from './contradiction.ts'
import { createOrder, lockOrder, NO_CHANGE, refuseOverlap } from './order.ts'
import { refuseBadTerm } from './order-term.ts'

export interface Extension {
  readonly endsAt: Instant
  readonly by: string
  readonly reason: string
  /** For a continuation whose conditions are not all true. */
  readonly override: { readonly reason: string } | null
}

/** `extended`: the order's end moved. `continued`: it was over, and another order goes on from now. */
export interface Extended {
  readonly kind: 'extended' | 'continued'
  /** The order that now runs to the new end. */
  readonly orderId: OrderId
  readonly householdId: HouseholdId
}

/**
 * Lets an order last longer. One that is over is not filled in backwards: what happened since its end stays unrecorded,
 * and a new order begins now.
 * @throws Failure `record.not_found` out of scope; `request.contradictory` for an end that is no later than the present
 * one, past, or too far off; `record.conflict` when another order of the household covers the time.
 */
export async function extendOrder(
  tx: Queryable,
  scope: Scope,
  id: OrderId,
  extension: Extension,
  now: Instant,
): Promise<Extended> {
  const order = await lockOrder(tx, scope, id)
  const over = order.releasedAt !== null || order.endsAt <= now
  return over ? continueOrder(tx, scope, order, extension, now) : moveEnd(tx, order, extension, now)
}

async function moveEnd(
  tx: Queryable,
  { id, householdId, startsAt, endsAt: before }: QuarantineOrder,
  { endsAt, by, reason }: Extension,
  now: Instant,
): Promise<Extended> {
  if (endsAt <= before) throw contradiction('endsAt', 'an extension ends later than the order does; release it instead')
  refuseBadTerm({ startsAt, endsAt }, now)
  await refuseOverlap(tx, householdId, { startsAt: before, endsAt }, 'endsAt', id)
  await moveOrderEnd(tx, id, endsAt)
  const change = { ...NO_CHANGE, endsAtBefore: before, endsAtAfter: endsAt }
  await insertOrderChange(tx, id, { ...change, at: now, what: 'extended', by, reason })
  await reconsider(tx, householdId, now)
  return { kind: 'extended', orderId: id, householdId }
}

async function continueOrder(
  tx: Queryable,
  scope: Scope,
  { id, householdId, basis, policy }: QuarantineOrder,
  { endsAt, by, reason, override }: Extension,
  now: Instant,
): Promise<Extended> {
  if (endsAt <= now) throw contradiction('endsAt', 'the order is over, and its continuation would be over already')
  const term = { startsAt: now, endsAt }
  await refuseOverlap(tx, householdId, term, 'endsAt')
  const order = { householdId, ...term, basis, policy, issuedBy: by, override, continues: id }
  const continuation = await createOrder(tx, scope, order, now)
  await insertOrderChange(tx, id, { ...NO_CHANGE, continuation, at: now, what: 'continued', by, reason })
  return { kind: 'continued', orderId: continuation, householdId }
}
