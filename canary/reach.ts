import type { Instant } from '../base/instant.ts'
import type { CanaryTrace } from '../store/canary.ts'

/** The parts of the way from a door to a person, in their order. */
export const PARTS = ['nothing', 'published', 'acknowledged', 'stored', 'raised', 'claimed', 'delivered'] as const
export type Part = (typeof PARTS)[number]

/** How far an opening came, and what stood in its way, as far as anybody said. */
export interface Reach {
  readonly part: Part
  readonly why: string | null
}

/** What its sensor knows of an opening. */
export interface Spoken {
  readonly part: 'nothing' | 'published' | 'acknowledged'
  readonly why: string | null
}

/** The tables know more than the sensor, unless they do not answer (null). */
export function reachOf(spoken: Spoken, trace: CanaryTrace | null): Reach {
  if (trace === null) return { part: spoken.part, why: spoken.why ?? 'the database does not answer' }
  if (trace.arrivedAt !== null) return { part: 'delivered', why: null }
  if (trace.alertId !== null) {
    return (trace.attempts ?? 0) > 0 ? { part: 'claimed', why: trace.lastError } : { part: 'raised', why: null }
  }
  return trace.stored ? { part: 'stored', why: null } : spoken
}

/** What became of one opening. */
export type Outcome =
  | { readonly kind: 'arrived'; readonly at: Instant; readonly tookMs: number }
  | { readonly kind: 'stuck'; readonly reach: Reach }
