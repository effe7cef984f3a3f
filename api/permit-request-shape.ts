import { z } from 'zod'
import { householdId, permitId, permitRequestId } from '../base/id.ts'
import { ASKED_REASONS } from '../store/permit.ts'
import { instant } from './instant-codec.ts'

/** A permit that a resident asks for, and what became of it. */
export const permitRequestShape = z.object({
  id: permitRequestId,
  householdId,
  community: z.string().nullable(),
  compound: z.string().nullable(),
  building: z.string().nullable(),
  unit: z.string().nullable(),
  room: z.string(),
  askedAt: instant,
  reason: z.enum(ASKED_REASONS),
  /** Null: from when it is granted. */
  from: instant.nullable(),
  minutes: z.number().int(),
  openingsMax: z.number().int(),
  goingOut: z.boolean(),
  note: z.string(),
  /** Null: it waits. */
  answer: z.enum(['granted', 'declined']).nullable(),
  answeredAt: instant.nullable(),
  answeredBy: z.string().nullable(),
  answerReason: z.string(),
  permitId: permitId.nullable(),
})
