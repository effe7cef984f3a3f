import { Failure } from '../base/failure.ts'
import type { AreaId, EscalationPolicyId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { holdArea, type Scope } from '../store/area.ts'
import {
  type EscalationPolicy,
  type EscalationStep,
  type EscalationTerms,
  endEscalationPolicyAt,
  findEscalationPolicy,
  insertEscalationPolicy,
  type NewEscalationPolicy,
  readAreaPolicies,
} from '../store/escalation-policy.ts'
import { ESCALATED_SEVERITIES, HANDLING_MS } from '../store/policy-for.ts'
import type { Queryable } from '../store/transaction.ts'
import { titles } from '../watch/sentences.ts'
import { getArea } from './area.ts'
import { contradiction } from './contradiction.ts'

export const ESCALATION_POLICIES_MAX = 50
export const STEPS_MAX = 12
/** A step later than this is for nobody's tonight. */
export const AFTER_MS_MAX = 24 * 3_600_000
/** More often than this nobody can answer. */
export const REPEAT_MS_MIN = 60_000
export const REPEAT_MS_MAX = 24 * 3_600_000
export const REPEATED_MS_MAX = 7 * 24 * 3_600_000
export const HANDLING_MS_MIN = 60_000
export const HANDLING_MS_MAX = 7 * 24 * 3_600_000

/** Where no policy says otherwise: along the area tree, from the nearest level on. */
export const DEFAULT_TERMS: EscalationTerms = {
  steps: [
    { level: 'grid_worker', afterMs: 0, channels: null },
    { level: 'duty_desk', afterMs: 180_000, channels: null },
    { level: 'street_office', afterMs: 300_000, channels: null },
  ],
  repeatMs: 600_000,
  repeatedMsMax: 12 * 3_600_000,
  handlingMs: HANDLING_MS,
}

/**
 * Holds for the escalations that begin from now on; those that run keep what they began with.
 * @throws Failure `record.not_found` for an area out of scope; `request.contradictory` for steps out of order, an unknown
 * kind of alert or one policy too many; `record.conflict` when another one of the area says as exactly which alerts it
 * is for, and some are the same.
 */
export async function createEscalationPolicy(
  tx: Queryable,
  scope: Scope,
  policy: NewEscalationPolicy,
  by: string,
  now: Instant,
): Promise<EscalationPolicyId> {
  await getArea(tx, scope, policy.areaId)
  refuseUnknownKinds(policy.kinds)
  refuseBadSteps(policy.steps)
  await holdArea(tx, policy.areaId)
  const others = await readAreaPolicies(tx, policy.areaId)
  if (others.length >= ESCALATION_POLICIES_MAX) {
    throw contradiction('areaId', `an area has at most ${ESCALATION_POLICIES_MAX} escalation policies`)
  }
  const rival = others.find((it) => isRival(it, policy))
  if (rival !== undefined) {
    const reason = `for some of these alerts the area has the policy ${rival.name}: end that one first`
    throw new Failure('record.conflict', { field: 'areaId', reason, id: rival.id })
  }
  return insertEscalationPolicy(tx, policy, by, now)
}

/** As `createEscalationPolicy`. @throws Failure `record.not_found` out of scope; `record.conflict` when it has ended. */
export async function endEscalationPolicy(
  tx: Queryable,
  scope: Scope,
  id: EscalationPolicyId,
  now: Instant,
): Promise<{ readonly areaId: AreaId; readonly name: string }> {
  const policy = await findEscalationPolicy(tx, scope, id)
  if (policy === null) throw new Failure('record.not_found', { record: 'escalation policy', id })
  const ended = await endEscalationPolicyAt(tx, id, now)
  if (!ended) throw new Failure('record.conflict', { reason: 'the escalation policy has ended', id })
  return policy
}

function refuseUnknownKinds(kinds: readonly string[] | null): void {
  const at = kinds?.findIndex((it) => !(it in titles)) ?? -1
  if (at >= 0) throw contradiction(`kinds.${at}`, `the kinds of alerts are ${Object.keys(titles).join(', ')}`)
}

function refuseBadSteps(steps: readonly EscalationStep[]): void {
  for (const [place, { level, afterMs, channels }] of steps.entries()) {
    const before = steps.slice(0, place)
    if ((before.at(-1)?.afterMs ?? 0) > afterMs) {
      throw contradiction(`steps.${place}.afterMs`, 'a step comes no earlier than the one before it')
    }
    if (channels !== null && new Set(channels).size < channels.length) {
      throw contradiction(`steps.${place}.channels`, 'a channel is named twice')
    }
    if (before.some((it) => it.level === level && it.afterMs === afterMs)) {
      throw contradiction(`steps.${place}.level`, 'the level is called at this time already')
    }
  }
}

type Applies = Pick<NewEscalationPolicy, 'kinds' | 'severities'>

/** Neither is more exact than the other, and an alert may be of both. */
function isRival(one: Pick<EscalationPolicy, keyof Applies>, other: Applies): boolean {
  const isAsExact =
    (one.kinds === null) === (other.kinds === null) && (one.severities === null) === (other.severities === null)
  const severitiesOf = (it: Applies): readonly string[] => it.severities ?? ESCALATED_SEVERITIES
  const sharesKind = one.kinds === null || one.kinds.some((it) => other.kinds?.includes(it))
  return isAsExact && sharesKind && severitiesOf(one).some((it) => severitiesOf(other).includes(it))
}
