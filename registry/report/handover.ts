import type { AreaId, RosterId, StaffId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { DAY_MS } from '../../base/wall-clock.ts'
import { readTimeZone, type Scope } from '../../store/area.ts'
import {
  type Decision,
  listDecisions,
  listOpenAlerts,
  listRunningPermits,
  listRunningSilences,
  listRunningTests,
  listSilentSensors,
  type OpenAlert,
  type RunningPermit,
  type RunningSilence,
  type RunningTest,
  type SilentSensor,
} from '../../store/report/handover.ts'
import { findDutyDesk, type RosterSummary, readRoster } from '../../store/roster.ts'
import type { Queryable } from '../../store/transaction.ts'
import { contradiction } from '../contradiction.ts'
import { type Stretch as Duty, stretches } from '../roster/on-duty.ts'
import { getRoster } from '../roster/roster.ts'

/** Of each list; what is beyond it is said to be there. */
export const HANDOVER_ROWS_MAX = 200
/** A shift is shorter; of one that goes on and on this much is looked at. */
const SHIFT_MS_MAX = 2 * DAY_MS
/** Without a roster: as long as most shifts. */
const NO_ROSTER_MS = DAY_MS / 2
/** What is older is erased, or soon will be. */
const BACK_DAYS_MAX = 30

export interface Shift {
  readonly from: Instant
  readonly until: Instant
  /** Nobody, where the roster has nobody on duty or there is none. */
  readonly staff: readonly StaffId[]
}

export interface Listed<T> {
  readonly rows: readonly T[]
  /** There are more. */
  readonly isCut: boolean
}

/** What one shift hands over to the next: an area at the shift's end, or now while it lasts. */
export interface Handover {
  readonly timeZone: string
  readonly roster: RosterSummary | null
  readonly shift: Shift
  /** Null: not known. */
  readonly next: Shift | null
  readonly asOf: Instant
  readonly open: Listed<OpenAlert>
  readonly decisions: Listed<Decision>
  readonly tests: Listed<RunningTest>
  readonly silences: Listed<RunningSilence>
  readonly permits: Listed<RunningPermit>
  readonly silent: Listed<SilentSensor>
}

export interface HandoverAsked {
  readonly scope: Scope
  /** One that the caller may see. */
  readonly area: AreaId
  /** Null: the nearest duty desk. */
  readonly roster: RosterId | null
  /** Within the shift; null: now. */
  readonly at: Instant | null
}

/**
 * The sheet of the shift of an instant.
 * @throws Failure `record.not_found` for a roster out of scope; `request.contradictory` for an instant to come or long past.
 */
export async function readHandover(db: Queryable, asked: HandoverAsked, now: Instant): Promise<Handover> {
  const { scope, area } = asked
  const at = asked.at ?? now
  if (at > now) throw contradiction('at', 'the shift is still to come')
  if (at < now - BACK_DAYS_MAX * DAY_MS) throw contradiction('at', `a sheet reaches back ${BACK_DAYS_MAX} days at most`)
  const roster = asked.roster === null ? await findDutyDesk(db, scope, area) : await getRoster(db, scope, asked.roster)
  const { shift, next } = await shiftsAt(db, roster, at)
  const asOf = Math.min(shift.until, now)
  return {
    timeZone: roster?.timeZone ?? (await readTimeZone(db, area)),
    ...{ roster, shift, next, asOf },
    ...(await readLists(db, area, shift.from, asOf)),
  }
}

async function shiftsAt(db: Queryable, roster: RosterSummary | null, at: Instant) {
  const alone = { from: at - NO_ROSTER_MS, until: at, staff: [] }
  if (roster === null) return { shift: alone, next: null }
  const from = at - SHIFT_MS_MAX
  const found = stretches(await readRoster(db, roster.id, from), from, at + SHIFT_MS_MAX)
  const place = found.findIndex((it) => it.from <= at && at < it.until)
  const [shift, next] = [found[place], found[place + 1]]
  return { shift: shift === undefined ? alone : shiftOf(shift), next: next === undefined ? null : shiftOf(next) }
}

/** The fallback is not on duty, and is called only when somebody has to be. */
function shiftOf({ from, until, staff, source }: Duty): Shift {
  return { from, until, staff: source === 'shift' ? staff : [] }
}

async function readLists(db: Queryable, area: AreaId, from: Instant, at: Instant) {
  const limit = HANDOVER_ROWS_MAX + 1
  const moment = { area, at, limit }
  return {
    open: cut(await listOpenAlerts(db, moment)),
    decisions: cut(await listDecisions(db, { area, from, until: at }, limit)),
    tests: cut(await listRunningTests(db, moment)),
    silences: cut(await listRunningSilences(db, moment)),
    permits: cut(await listRunningPermits(db, moment)),
    silent: cut(await listSilentSensors(db, moment)),
  }
}

function cut<T>(rows: readonly T[]): Listed<T> {
  return { rows: rows.slice(0, HANDOVER_ROWS_MAX), isCut: rows.length > HANDOVER_ROWS_MAX }
}
