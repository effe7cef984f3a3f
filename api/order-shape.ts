import { z } from 'zod'
import { householdId, orderId } from '../base/id.ts'
import { instant } from './instant-codec.ts'

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
})
