import { z } from 'zod'

/** The one shape in which everything that goes wrong is answered. */
export const failureShape = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  requestId: z.string(),
})

/** A route's answers: its own, and the failures. */
export function answers<T extends z.ZodType>(shape: T) {
  return { 200: shape, '4xx': failureShape, '5xx': failureShape }
}

/** A route whose answer is that it was done. */
export const done = z.object({})
