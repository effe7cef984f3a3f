import { z } from 'zod'
import { boot } from './sensor-message.ts'

const seq = z.number().int().min(0)

/**
 * What `menshen/v1/<id>/ack` says: everything up to `seq` of this boot is stored, and the sensor may forget it;
 * the inclusive ranges in `resend` have not arrived and are asked for again.
 */
export const acknowledgement = z.object({
  boot,
  seq: seq.optional(),
  resend: z
    .array(z.tuple([seq, seq]))
    .max(64)
    .optional(),
})

export type Acknowledgement = z.infer<typeof acknowledgement>
