import { z } from 'zod'
import type { Instant } from '../base/instant.ts'
import { unreachable } from '../base/unreachable.ts'

/** How a trouble goes: it begins, is told of, goes on, and is over. Kept with the canary, so that its next driver knows. */
export const course = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('well') }),
  z.object({ kind: z.literal('failing'), since: z.number(), toldAt: z.number().nullable() }),
  /** Over, but that could not be told yet. */
  z.object({ kind: z.literal('recovered'), since: z.number() }),
])
export type Course = Readonly<z.infer<typeof course>>

export type News = 'began' | 'goes_on' | 'over'

export interface Turn {
  readonly course: Course
  /** What is to be said now; null: nothing. */
  readonly say: News | null
}

export const WELL: Course = { kind: 'well' }
const AGAIN_MS = 10 * 60_000

/** It failed. Said when it begins, and again every ten minutes. */
export function afterFailure(before: Course, now: Instant): Turn {
  if (before.kind !== 'failing') return { course: { kind: 'failing', since: now, toldAt: null }, say: 'began' }
  if (before.toldAt === null) return { course: before, say: 'began' }
  return { course: before, say: now - before.toldAt >= AGAIN_MS ? 'goes_on' : null }
}

/** It worked. Said when somebody was told that it did not. */
export function afterSuccess(before: Course): Turn {
  switch (before.kind) {
    case 'well':
      return { course: WELL, say: null }
    case 'failing':
      return before.toldAt === null
        ? { course: WELL, say: null }
        : { course: { kind: 'recovered', since: before.since }, say: 'over' }
    case 'recovered':
      return { course: before, say: 'over' }
    default:
      return unreachable(before)
  }
}

/** What was to be said has been. */
export function told(it: Course, now: Instant): Course {
  return it.kind === 'failing' ? { ...it, toldAt: now } : WELL
}
