import { Failure } from '../../base/failure.ts'
import type { RosterId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import type { Scope } from '../../store/area.ts'
import type { RosterSummary, Shift } from '../../store/roster.ts'
import { countShifts, endShiftOn, findShift, insertShift } from '../../store/shift.ts'
import type { Queryable } from '../../store/transaction.ts'
import { contradiction } from '../contradiction.ts'
import { dayNumberOf, dayOf, localDayNumber } from './local-time.ts'
import { holdRoster, noteChange, refuseStrangers } from './roster.ts'

/** Of one roster, not counting those that are over. */
export const SHIFTS_MAX = 200
const AHEAD_DAYS_MAX = 366

export type NewShift = Omit<Shift, 'id'>

/**
 * Adds a weekly shift. What is past is not rewritten, so its first day is not before today in the area.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when the roster has ended; `request.contradictory`
 * for a shift that cannot be meant, for somebody who may not be on duty there, and for one shift too many.
 */
export async function addShift(
  tx: Queryable,
  scope: Scope,
  id: RosterId,
  shift: NewShift,
  now: Instant,
): Promise<{ readonly id: number; readonly roster: RosterSummary }> {
  const roster = await holdRoster(tx, scope, id)
  const today = localDayNumber(now, roster.timeZone)
  refuseBadShift(shift, dayOf(today), dayOf(today + AHEAD_DAYS_MAX))
  await refuseStrangers(tx, roster.areaId, [['staffId', shift.staffId]])
  if ((await countShifts(tx, id, dayOf(today - 1))) >= SHIFTS_MAX) {
    throw contradiction('staffId', `a roster has at most ${SHIFTS_MAX} shifts`)
  }
  const shiftId = await insertShift(tx, id, shift)
  await noteChange(tx, roster, now)
  return { id: shiftId, roster }
}

function refuseBadShift(shift: NewShift, today: string, lastDay: string): void {
  const { weekdays, from, until, validFrom, validUntil } = shift
  if (weekdays.length === 0 || weekdays.some((it) => !Number.isInteger(it) || it < 1 || it > 7)) {
    throw contradiction('weekdays', 'weekdays are 1 (Monday) to 7 (Sunday)')
  }
  if (new Set(weekdays).size < weekdays.length) throw contradiction('weekdays', 'a weekday is named twice')
  if (from === until) throw contradiction('until', 'the shift would be empty; a whole day is two shifts')
  for (const [field, day] of Object.entries({ validFrom, validUntil })) {
    if (day !== null && !isDay(day)) throw contradiction(field, 'there is no such day')
  }
  if (validFrom < today) throw contradiction('validFrom', `what is past is not changed; today is ${today}`)
  if (validFrom > lastDay) throw contradiction('validFrom', `a shift is entered at most ${AHEAD_DAYS_MAX} days ahead`)
  if (validUntil !== null && validUntil < validFrom) throw contradiction('validUntil', 'it would end before it begins')
}

function isDay(day: string): boolean {
  const number = dayNumberOf(day)
  return !Number.isNaN(number) && dayOf(number) === day
}

/**
 * Says on which day a shift begins for the last time; yesterday takes today's away.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when it ends then or earlier, or the roster has ended;
 * `request.contradictory` for a day that is further back.
 */
export async function endShift(
  tx: Queryable,
  scope: Scope,
  id: number,
  lastDay: string | null,
  now: Instant,
): Promise<RosterSummary> {
  const shift = await findShift(tx, scope, id)
  if (shift === null) throw new Failure('record.not_found', { record: 'shift', id })
  const roster = await holdRoster(tx, scope, shift.rosterId)
  const today = localDayNumber(now, roster.timeZone)
  const last = lastDay ?? dayOf(today)
  if (!isDay(last)) throw contradiction('lastDay', 'there is no such day')
  if (last < dayOf(today - 1)) throw contradiction('lastDay', `what is past is not changed; today is ${dayOf(today)}`)
  if (!(await endShiftOn(tx, id, last))) throw new Failure('record.conflict', { reason: 'the shift ends by then', id })
  await noteChange(tx, roster, now)
  return roster
}
