import { z } from 'zod'
import { areaId, householdId } from '../base/id.ts'
import { instant } from './instant-codec.ts'

export const householdShape = z.object({
  id: householdId,
  areaId,
  community: z.string().nullable(),
  compound: z.string().nullable(),
  building: z.string().nullable(),
  unit: z.string().nullable(),
  room: z.string(),
  floor: z.number().int().nullable(),
  /** When somebody last made sure that the household answers its phone. */
  contactConfirmedAt: instant.nullable(),
})
