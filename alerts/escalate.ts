import type { AlertId, RosterId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { DEFAULT_TERMS } from '../registry/escalation-policy.ts'
import { onDuty } from '../registry/roster/on-duty.ts'
import { SEVERITIES, type Severity } from '../store/alert.ts'
import {
  type DueEscalation,
  type EscalationMove,
  readNearestRosters,
  readStaffPoints,
  type StaffPoint,
  takeDueEscalations,
  writeMoves,
} from '../store/escalation.ts'
import type { EscalationPlan, EscalationStep } from '../store/escalation-policy.ts'
import { type RosterLevel, readRosters } from '../store/roster.ts'
import type { Queryable } from '../store/transaction.ts'
import { advance, type Call } from './escalation-plan.ts'

/** Taken in one transaction. */
const ESCALATIONS_MAX = 200

/** Whom the alerts reach just now. */
interface Reach {
  /** Of the people on duty at the level. */
  points(alert: DueEscalation, level: RosterLevel): readonly StaffPoint[]
  /** Whether any area around the alert has a roster at all. */
  hasRosters(alert: DueEscalation): boolean
}

/** What an alert's escalation does now, and what to count of it. */
interface Move extends EscalationMove {
  readonly calls: readonly Call[]
  readonly reachesNobody: boolean
}

export interface Escalated {
  /** There is more to do at once. */
  readonly more: boolean
  /** Calls that reached somebody. */
  readonly calls: readonly Call[]
  readonly nobodyToReach: number
}

/**
 * Calls whoever is on duty for the alerts whose next step is due, in one transaction with what is due next: cut off
 * anywhere, all of it is done again. Any process may run it.
 */
export async function escalate(tx: Queryable, now: Instant): Promise<Escalated> {
  const due = await takeDueEscalations(tx, now, ESCALATIONS_MAX)
  const calling = due.filter((it) => it.stoppedWhy === null)
  const reach = await readReach(tx, calling, now)
  const moves = due.map((it) => moveOf(it, reach, now))
  await writeMoves(tx, moves, now)
  return {
    more: due.length === ESCALATIONS_MAX,
    calls: moves.flatMap((it) => it.calls),
    nobodyToReach: moves.filter((it) => it.reachesNobody).length,
  }
}

async function readReach(tx: Queryable, due: readonly DueEscalation[], now: Instant): Promise<Reach> {
  if (due.length === 0) return { points: () => [], hasRosters: () => false }
  const rosters = await readNearestRosters(
    tx,
    due.map((it) => it.alertId),
  )
  const read = await readRosters(tx, [...new Set(rosters.map((it) => it.rosterId))], now)
  const duties = new Map<RosterId, readonly StaffId[]>(read.map((it) => [it.id, onDuty(it, now).staff]))
  const points = await readStaffPoints(tx, [...new Set([...duties.values()].flat())])
  const keyOf = (alertId: AlertId, level: RosterLevel): string => `${alertId} ${level}`
  const called = Map.groupBy(rosters, (it) => keyOf(it.alertId, it.level))
  const rostered = new Set(rosters.map((it) => it.alertId))
  return {
    points({ alertId, severity }, level) {
      const staff = new Set((called.get(keyOf(alertId, level)) ?? []).flatMap((it) => duties.get(it.rosterId) ?? []))
      return points.filter((it) => staff.has(it.staffId) && takes(it, severity))
    },
    hasRosters: ({ alertId }) => rostered.has(alertId),
  }
}

export function takes({ severityMin }: StaffPoint, severity: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(severityMin)
}

/**
 * Of each person the first point of the step's channels; of somebody who has none of these, their first. The others are
 * what a message falls back to.
 */
function firstOfEach(points: readonly StaffPoint[], step: EscalationStep): readonly StaffPoint[] {
  const usable = onChannels(points, step)
  return usable.filter((it, place) => usable.findIndex((other) => other.staffId === it.staffId) === place)
}

function onChannels(points: readonly StaffPoint[], { channels }: EscalationStep): readonly StaffPoint[] {
  if (channels === null) return points
  const having = new Set(points.filter((it) => channels.includes(it.channel)).map((it) => it.staffId))
  return points.filter((it) => channels.includes(it.channel) || !having.has(it.staffId))
}

function moveOf(due: DueEscalation, reach: Reach, now: Instant): Move {
  const plan = due.terms ?? DEFAULT_TERMS
  const { handlingMs } = plan
  if (due.stoppedWhy !== null) return { ...due, handlingMs, messages: [], log: [], calls: [], reachesNobody: false }
  const reaches = new Map(plan.steps.map((step) => [step, firstOfEach(reach.points(due, step.level), step)]))
  const pointsOf = (step: EscalationStep): readonly StaffPoint[] => reaches.get(step) ?? []
  const { calls, isOver, next } = advance(due, plan, (step) => pointsOf(step).length > 0, now)
  const reached = calls.filter((it) => pointsOf(it.step).length > 0)
  const isEverybody = calls.length === plan.steps.length && calls.every((it) => it.repeat === null)
  const reachesNobody = reached.length === 0 && isEverybody && reach.hasRosters(due)
  return {
    ...{ alertId: due.alertId, ...next, stoppedWhy: isOver ? 'too_long' : null, handlingMs },
    ...{ calls: reached, reachesNobody },
    messages: reached.flatMap((call) =>
      pointsOf(call.step).map(({ id }) => ({ point: id, reason: reasonOf(call, plan, due.run) })),
    ),
    log: [
      ...reached.map((call) => ({ what: 'escalated', detail: detailOf(call, pointsOf(call.step), due) })),
      ...(reachesNobody ? [nobodyToReach(plan)] : []),
    ],
  }
}

function nobodyToReach({ steps }: EscalationPlan): EscalationMove['log'][number] {
  return { what: 'nobody_to_reach', detail: { levels: [...new Set(steps.map((it) => it.level))] } }
}

/**
 * Names a message among those of its alert and contact point. A plan's second step of a level is told from its first,
 * and from the second run on the run is named too.
 */
function reasonOf({ place, step: { level }, repeat }: Call, { steps }: EscalationPlan, run: number): string {
  const turn = steps.slice(0, place + 1).filter((it) => it.level === level).length
  const what = `${repeat === null ? 'step' : `repeat/${repeat}`}/${level}${turn === 1 ? '' : `/${turn}`}`
  return run === 1 ? what : `${what}/run/${run}`
}

function detailOf(
  { step: { level }, repeat }: Call,
  points: readonly StaffPoint[],
  { policyId }: DueEscalation,
): Readonly<Record<string, unknown>> {
  const people = new Set(points.map((it) => it.staffId)).size
  return {
    ...{ level, people },
    ...(repeat === null ? {} : { repeat }),
    ...(policyId === null ? {} : { policy: policyId }),
  }
}
