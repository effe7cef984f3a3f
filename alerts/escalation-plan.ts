import type { Instant } from '../base/instant.ts'
import type { RosterLevel } from '../store/roster.ts'

/** Whose turn it is when, counted from the raise: along the area tree, from the nearest level on. */
export const STEPS: readonly { readonly level: RosterLevel; readonly afterMs: number }[] = [
  { level: 'grid_worker', afterMs: 0 },
  { level: 'duty_desk', afterMs: 180_000 },
  { level: 'street_office', afterMs: 300_000 },
]
/** After the last step all levels are called again, this often. */
export const REPEAT_MS = 600_000
/** Later than this nothing is repeated. Steps are taken however late: somebody must have been called once. */
export const REPEATED_MS_MAX = 12 * 3_600_000

export interface Progress {
  readonly beganAt: Instant
  /** The one that is next; as many as there are: repetitions are. */
  readonly step: number
  readonly repeats: number
  readonly dueAt: Instant
}

/** A level whose turn has come: as a step, or in a repetition, the first being 1. */
export interface Call {
  readonly level: RosterLevel
  readonly repeat: number | null
}

export interface Advance {
  readonly calls: readonly Call[]
  /** Nothing comes after these. */
  readonly isOver: boolean
  readonly next: Pick<Progress, 'step' | 'repeats' | 'dueAt'>
}

/**
 * What is due at `now`, in order. A step that came due while nobody ran is taken now, and those after it that are due too;
 * of repetitions only one is, since many at once say no more. A level that reaches nobody hands over to the next at once.
 */
export function advance(progress: Progress, reaches: (level: RosterLevel) => boolean, now: Instant): Advance {
  if (progress.dueAt > now) return { calls: [], isOver: false, next: progress }
  return progress.step < STEPS.length ? takeSteps(progress, reaches, now) : takeRepeat(progress, now)
}

function takeSteps(progress: Progress, reaches: (level: RosterLevel) => boolean, now: Instant): Advance {
  const calls: Call[] = []
  let dueAt = progress.dueAt
  for (const [step, { level }] of STEPS.entries()) {
    if (step < progress.step || dueAt > now) continue
    calls.push({ level, repeat: null })
    dueAt = dueAfter(step, progress.beganAt, reaches(level), now)
  }
  return { calls, isOver: false, next: { step: progress.step + calls.length, repeats: progress.repeats, dueAt } }
}

function dueAfter(step: number, beganAt: Instant, reached: boolean, now: Instant): Instant {
  const next = STEPS[step + 1]
  if (next === undefined) return now + REPEAT_MS
  return reached ? beganAt + next.afterMs : now
}

function takeRepeat(progress: Progress, now: Instant): Advance {
  if (now - progress.beganAt > REPEATED_MS_MAX) return { calls: [], isOver: true, next: progress }
  const repeat = progress.repeats + 1
  const calls = STEPS.map(({ level }) => ({ level, repeat }))
  return { calls, isOver: false, next: { step: progress.step, repeats: repeat, dueAt: now + REPEAT_MS } }
}
