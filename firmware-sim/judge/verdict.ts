import type { JudgeLimits } from './limits.ts'
import type { Log } from './sighting.ts'

/** What a rule says of a device, with what was seen in words. */
export interface Verdict {
  readonly kind: 'kept' | 'broken' | 'not_seen'
  readonly seen: string
}

export const kept = (seen: string): Verdict => ({ kind: 'kept', seen })
export const broken = (seen: string): Verdict => ({ kind: 'broken', seen })
/** What the rule is about did not happen, so that it is neither kept nor broken. */
export const notSeen = (seen: string): Verdict => ({ kind: 'not_seen', seen })

/** One demand of the native protocol (docs/asyncapi.yaml), judged by what was seen alone. */
export interface Rule {
  readonly name: string
  /** What has to be done where it is broken, as an instruction. */
  readonly mend: string
  judge(log: Log, limits: JudgeLimits): Verdict
}

export interface Judgement extends Verdict {
  readonly rule: string
  readonly mend: string
}
