import { z } from 'zod'

const count = z.number().int()
/** Seconds since the alert was raised; null without any. */
const spread = z.object({ p50: z.number(), p90: z.number(), p99: z.number(), max: z.number() }).nullable()

/** How alerts were answered (docs/decisions/0032). */
export const figuresShape = z.object({
  alerts: count,
  notified: count,
  acknowledged: count,
  resolved: count,
  unanswered: count,
  /** In no other count and in no time. */
  apart: z.object({ merged: count, held: count, test: count, byItself: count }),
  notifySeconds: spread,
  acknowledgeSeconds: spread,
  resolveSeconds: spread,
})
