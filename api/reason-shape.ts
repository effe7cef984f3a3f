import { z } from 'zod'

const REASON_LENGTH_MAX = 500

/** Why somebody does what has to have a reason. */
export const reasonShape = z.string().trim().min(1).max(REASON_LENGTH_MAX)

/** A named person's reason to have a household watched before its conditions are true. */
export const overrideShape = z.object({ reason: reasonShape })
