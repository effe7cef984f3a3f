import { z } from 'zod'
import { areaId, escalationPolicyId } from '../base/id.ts'
import {
  AFTER_MS_MAX,
  HANDLING_MS_MAX,
  HANDLING_MS_MIN,
  REPEAT_MS_MAX,
  REPEAT_MS_MIN,
  REPEATED_MS_MAX,
  STEPS_MAX,
} from '../registry/escalation-policy.ts'
import { SEVERITIES } from '../store/alert.ts'
import { CHANNELS } from '../store/contact-point.ts'
import { ROSTER_LEVELS } from '../store/roster.ts'
import { instant } from './instant-codec.ts'

const KINDS_MAX = 32

const step = z.strictObject({
  level: z.enum(ROSTER_LEVELS),
  /** After the escalation began. */
  afterMs: z.number().int().min(0).max(AFTER_MS_MAX),
  /** The only ones used, of people who have any of them; null: all. */
  channels: z.array(z.enum(CHANNELS)).min(1).max(CHANNELS.length).readonly().nullable().default(null),
})

/** The alerts that it is for, and what is done for them. */
export const escalationPolicyTerms = z.strictObject({
  areaId,
  name: z.string().trim().min(1).max(64),
  /** Null: any. */
  kinds: z.array(z.string().max(64)).min(1).max(KINDS_MAX).readonly().nullable().default(null),
  /** Null: critical and major. */
  severities: z.array(z.enum(SEVERITIES)).min(1).max(SEVERITIES.length).readonly().nullable().default(null),
  steps: z.array(step).min(1).max(STEPS_MAX).readonly(),
  repeatMs: z.number().int().min(REPEAT_MS_MIN).max(REPEAT_MS_MAX).default(600_000),
  /** 0: nothing is repeated. */
  repeatedMsMax: z
    .number()
    .int()
    .min(0)
    .max(REPEATED_MS_MAX)
    .default(12 * 3_600_000),
  /** An acknowledged alert that is not resolved by then goes back to the queue. */
  handlingMs: z.number().int().min(HANDLING_MS_MIN).max(HANDLING_MS_MAX).default(1_800_000),
})

export const escalationPolicyShape = escalationPolicyTerms.extend({
  id: escalationPolicyId,
  createdBy: z.string(),
  createdAt: instant,
  endedAt: instant.nullable(),
})

export const escalationDefaults = escalationPolicyTerms.pick({
  steps: true,
  repeatMs: true,
  repeatedMsMax: true,
  handlingMs: true,
})
