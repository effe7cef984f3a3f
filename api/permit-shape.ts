import { z } from 'zod'
import { householdId, permitId } from '../base/id.ts'
import { PERMIT_REASONS } from '../store/permit.ts'
import { instant } from './instant-codec.ts'

export const permitShape = z.object({
  id: permitId,
  householdId,
  from: instant,
  until: instant,
  reason: z.enum(PERMIT_REASONS),
  openingsMax: z.number().int(),
  goingOut: z.boolean(),
  note: z.string(),
  grantedBy: z.string(),
  grantedAt: instant,
  revokedAt: instant.nullable(),
  revokedBy: z.string().nullable(),
})
