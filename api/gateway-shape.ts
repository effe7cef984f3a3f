import { z } from 'zod'
import { instant } from './instant-codec.ts'

const count = z.number().int()

export const gatewayShape = z.object({
  id: z.string(),
  adapter: z.string(),
  baseTopic: z.string(),
  /** As it says itself; `unknown` where its family does not. */
  state: z.enum(['online', 'offline', 'unknown']),
  stateAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** Where it belongs. */
  area: z.string().nullable(),
  /** When any of its sensors was last heard. */
  heardAt: instant.nullable(),
  /** `unassigned`: heard, and on no door. `stock`: known, and never heard. */
  sensors: z.object({ fitted: count, unassigned: count, stock: count, retired: count }),
})
