import type { Instant } from '../base/instant.ts'
import type { EscalationPlan, EscalationStep } from '../store/escalation-policy.ts'

export interface Progress {
  readonly beganAt: Instant
  /** The one that is next; as many as there are: repetitions are. */
  readonly step: number
  readonly repeats: number
  readonly dueAt: Instant
}

/** A step whose turn has come, for the first time or in a repetition, the first being 1. */
export interface Call {
  /** Its place in the plan. */
  readonly place: number
  readonly step: EscalationStep
  readonly repeat: number | null
}

export interface Advance {
  readonly calls: readonly Call[]
  /** Nothing comes after these. */
  readonly isOver: boolean
  readonly next: Pick<Progress, 'step' | 'repeats' | 'dueAt'>
}

type Reaches = (step: EscalationStep) => boolean

/**
 * What is due at `now`, in order. A step that came due while nobody ran is taken now, and those after it that are due too:
 * somebody must have been called once, however late. Of repetitions only one is, since many at once say no more. A step
 * that reaches nobody hands over to the next at once.
 */
export function advance(progress: Progress, plan: EscalationPlan, reaches: Reaches, now: Instant): Advance {
  if (progress.dueAt > now) return { calls: [], isOver: false, next: progress }
  return progress.step < plan.steps.length ? takeSteps(progress, plan, reaches, now) : takeRepeat(progress, plan, now)
}

function takeSteps(progress: Progress, plan: EscalationPlan, reaches: Reaches, now: Instant): Advance {
  const calls: Call[] = []
  let dueAt = progress.dueAt
  for (const [place, step] of plan.steps.entries()) {
    if (place < progress.step || dueAt > now) continue
    calls.push({ place, step, repeat: null })
    const next = plan.steps[place + 1]
    if (next === undefined) dueAt = now + plan.repeatMs
    else dueAt = reaches(step) ? progress.beganAt + next.afterMs : now
  }
  return { calls, isOver: false, next: { step: progress.step + calls.length, repeats: progress.repeats, dueAt } }
}

function takeRepeat(progress: Progress, plan: EscalationPlan, now: Instant): Advance {
  if (now - progress.beganAt > plan.repeatedMsMax) return { calls: [], isOver: true, next: progress }
  const repeat = progress.repeats + 1
  const calls = plan.steps.map((step, place) => ({ place, step, repeat }))
  return { calls, isOver: false, next: { step: progress.step, repeats: repeat, dueAt: now + plan.repeatMs } }
}
