import { z } from 'zod'
import { areaId, householdId, permitId } from '../base/id.ts'
import { PERMIT_REASONS } from '../store/permit.ts'
import { instant } from './instant-codec.ts'

export const permitShape = z.object({
  id: permitId,
  /** Null for a planned round: it is for every household of its area, with as many openings for each. */
  householdId: householdId.nullable(),
  areaId: areaId.nullable(),
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
