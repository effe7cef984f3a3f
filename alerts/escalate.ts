import type { AlertId, RosterId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
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
import { type RosterLevel, readRoster } from '../store/roster.ts'
import type { Queryable } from '../store/transaction.ts'
import { advance, type Call, STEPS } from './escalation-plan.ts'

/** Taken in one transaction. */
const ESCALATIONS_MAX = 200

/** Whom a call of each level reaches just now, by alert. */
type Reach = (alert: DueEscalation, level: RosterLevel) => readonly StaffPoint[]

/**
 * Calls whoever is on duty for the alerts whose next step is due, in one transaction with what is due next: cut off
 * anywhere, all of it is done again. Any process may run it. True when there is more to do at once.
 */
export async function escalate(tx: Queryable, now: Instant): Promise<boolean> {
  const due = await takeDueEscalations(tx, now, ESCALATIONS_MAX)
  const calling = due.filter((it) => it.stoppedWhy === null)
  const reach = await readReach(tx, calling, now)
  await writeMoves(
    tx,
    due.map((it) => moveOf(it, reach, now)),
    now,
  )
  return due.length === ESCALATIONS_MAX
}

async function readReach(tx: Queryable, due: readonly DueEscalation[], now: Instant): Promise<Reach> {
  if (due.length === 0) return () => []
  const rosters = await readNearestRosters(
    tx,
    due.map((it) => it.alertId),
  )
  const duties = new Map<RosterId, readonly StaffId[]>()
  for (const id of new Set(rosters.map((it) => it.rosterId))) {
    duties.set(id, onDuty(await readRoster(tx, id, now), now).staff)
  }
  const points = await readStaffPoints(tx, [...new Set([...duties.values()].flat())])
  const keyOf = (alertId: AlertId, level: RosterLevel): string => `${alertId} ${level}`
  const called = Map.groupBy(rosters, (it) => keyOf(it.alertId, it.level))
  return ({ alertId, severity }, level) => {
    const staff = new Set((called.get(keyOf(alertId, level)) ?? []).flatMap((it) => duties.get(it.rosterId) ?? []))
    return points.filter((it) => staff.has(it.staffId) && takes(it, severity))
  }
}

function takes({ severityMin }: StaffPoint, severity: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(severityMin)
}

function moveOf(due: DueEscalation, reach: Reach, now: Instant): EscalationMove {
  const { alertId, run } = due
  if (due.stoppedWhy !== null) return { ...due, messages: [], log: [] }
  const reaches = new Map(STEPS.map(({ level }) => [level, reach(due, level)]))
  const pointsOf = (level: RosterLevel): readonly StaffPoint[] => reaches.get(level) ?? []
  const { calls, isOver, next } = advance(due, (level) => pointsOf(level).length > 0, now)
  const reached = calls.filter((it) => pointsOf(it.level).length > 0)
  const isSteps = calls.every((it) => it.repeat === null)
  return {
    ...{ alertId, ...next, stoppedWhy: isOver ? 'too_long' : null },
    messages: reached.flatMap((call) =>
      pointsOf(call.level).map(({ id }) => ({ point: id, reason: reasonOf(call, run) })),
    ),
    log: [
      ...reached.map((call) => ({ what: 'escalated', detail: detailOf(call, pointsOf(call.level)) })),
      ...(reached.length === 0 && isSteps && calls.length === STEPS.length ? [NOBODY_TO_REACH] : []),
    ],
  }
}

const NOBODY_TO_REACH = { what: 'nobody_to_reach', detail: { levels: STEPS.map((it) => it.level) } }

/** Names a message among those of its alert and contact point. From the second run on the run is named too. */
function reasonOf({ level, repeat }: Call, run: number): string {
  const what = repeat === null ? `step/${level}` : `repeat/${repeat}/${level}`
  return run === 1 ? what : `${what}/run/${run}`
}

function detailOf({ level, repeat }: Call, points: readonly StaffPoint[]): Readonly<Record<string, unknown>> {
  const people = new Set(points.map((it) => it.staffId)).size
  return repeat === null ? { level, people } : { level, people, repeat }
}
