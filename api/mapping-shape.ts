import { z } from 'zod'
import { productMapping } from '../adapters/product-mapping.ts'
import { sensorUid } from '../base/id.ts'
import { instant } from './instant-codec.ts'

export const gatewayParams = z.object({ id: z.string().max(64) })

export const storedMapping = z.object({ mapping: productMapping, changedAt: instant, changedBy: z.string() })

const sentence = z.object({ zh: z.string(), en: z.string() })

export const triedShape = z.object({
  outcome: z.enum(['events', 'inventory', 'gateway', 'ignored', 'rejected']),
  /** What was seen and what would come of it, in order. */
  steps: z.array(sentence),
  events: z.array(
    z.object({
      sensor: sensorUid,
      /** Null: no such sensor is registered. */
      state: z.enum(['stock', 'fitted', 'retired']).nullable(),
      kind: z.string(),
      contact: z.enum(['open', 'closed']).nullable(),
      occurredAt: instant,
      timeSource: z.enum(['age', 'device', 'gateway', 'platform', 'arrival']),
      origin: z.enum(['live', 'retained', 'replay', 'history', 'simulated']),
      batteryPercent: z.number().nullable(),
      batteryMillivolts: z.number().nullable(),
      batteryLow: z.boolean().nullable(),
      tamper: z.boolean().nullable(),
      openings: z.number().nullable(),
    }),
  ),
  rejections: z.array(z.object({ code: z.string(), detail: z.string() })),
})
