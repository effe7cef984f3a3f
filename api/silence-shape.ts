import { z } from 'zod'
import { areaId, householdId, silenceId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Silence } from '../store/silence.ts'
import { instant } from './instant-codec.ts'

const KINDS_MAX = 32
const REASON_LENGTH_MAX = 200

/** Which alerts nobody is told of, and why. */
export const silenceTerms = z.strictObject({
  areaId,
  /** One of the area's; null: all. */
  householdId: householdId.nullable().default(null),
  /** Null: any, also those that may be critical. */
  kinds: z.array(z.string().max(64)).min(1).max(KINDS_MAX).readonly().nullable().default(null),
  reason: z.string().trim().min(1).max(REASON_LENGTH_MAX),
})

const STANDINGS = ['coming', 'running', 'over'] as const

export const silenceShape = silenceTerms.extend({
  id: silenceId,
  from: instant,
  until: instant,
  createdBy: z.string(),
  createdAt: instant,
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  /** By the service's clock. */
  standing: z.enum(STANDINGS),
})

export function withStanding(silence: Silence, now: Instant): Silence & { standing: (typeof STANDINGS)[number] } {
  const { from, until, endedAt } = silence
  if (endedAt !== null || until <= now) return { ...silence, standing: 'over' }
  return { ...silence, standing: from > now ? 'coming' : 'running' }
}
