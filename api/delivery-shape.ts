import { z } from 'zod'
import { alertId, staffId } from '../base/id.ts'
import { CHANNELS } from '../store/contact-point.ts'
import { instant } from './instant-codec.ts'

/** A message: queued, tried, handed over, arrived where the provider tells, failed, cancelled. */
export const deliveryShape = z.object({
  id: z.number().int(),
  /** Null for a test message and for a digest. */
  alertId: alertId.nullable(),
  /** Whose contact point it is; null unless it is a member of staff's. */
  staffId: staffId.nullable(),
  /** The name of that member of staff. */
  staffName: z.string().nullable(),
  channel: z.enum(CHANNELS),
  target: z.string(),
  reason: z.string(),
  queuedAt: instant,
  dueAt: instant,
  attempts: z.number().int(),
  /** A number that is missing was cut off before its end was known. */
  tries: z
    .array(
      z.object({
        number: z.number().int(),
        at: instant,
        outcome: z.enum(['sent', 'retry', 'throttled', 'failed']),
        answer: z.string().nullable(),
        /** The provider's own id of the message. */
        reference: z.string().nullable(),
      }),
    )
    .readonly(),
  lastError: z.string().nullable(),
  /** Handed over to the provider. */
  sentAt: instant.nullable(),
  /** A receipt says that it arrived; always null on channels whose providers give none. */
  deliveredAt: instant.nullable(),
  /** When the person's next contact point was looked for. */
  fellBackAt: instant.nullable(),
  failedAt: instant.nullable(),
  cancelledAt: instant.nullable(),
  /** The message that it went in, or is to, together with others; its tries are that one's. */
  digestId: z.number().int().nullable(),
})
