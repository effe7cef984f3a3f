import { z } from 'zod'
import { householdId, orderId } from '../base/id.ts'
import { CONDITIONS } from '../store/activation.ts'
import type { QuarantineOrder } from '../store/order.ts'
import { instant } from './instant-codec.ts'

/** Whether a household is watched under its order, and what that still waits for. */
export const activationShape = z.object({
  activeSince: instant.nullable(),
  waitingFor: z.array(z.enum(CONDITIONS)),
  /** Who had it watched before its conditions were true, and why. */
  override: z.object({ by: z.string(), reason: z.string() }).nullable(),
})

export const orderShape = z.object({
  id: orderId,
  householdId,
  startsAt: instant,
  endsAt: instant,
  releasedAt: instant.nullable(),
  basis: z.string(),
  issuedBy: z.string(),
  /** Null: its area's. */
  policy: z.string().nullable(),
  policyVersion: z.number().int().nullable(),
  /** The order that this one goes on from. */
  continues: orderId.nullable(),
  activation: activationShape,
})

export function activationOf(order: QuarantineOrder) {
  const { activeSince, waitingFor, activatedBy: by, activationReason: reason } = order
  return { activeSince, waitingFor: [...waitingFor], override: by === null || reason === null ? null : { by, reason } }
}

export function showOrder(order: QuarantineOrder) {
  return { ...order, activation: activationOf(order) }
}
