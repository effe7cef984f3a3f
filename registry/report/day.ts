import type { Instant } from '../../base/instant.ts'
import { MINUTE_MS } from '../../base/wall-clock.ts'
import { clockTime } from '../../watch/local-day.ts'
import { contradiction } from '../contradiction.ts'
import { type DayNumber, dayNumberOf, dayOf, instantOf, localDayNumber } from '../roster/local-time.ts'

/** What is older is erased, or soon will be. */
export const REPORT_DAYS_MAX = 120
const NOON_MINUTES = 12 * 60
/** No clock is set back or forward by a part of this. */
const STEP_MS = 15 * MINUTE_MS

/** A day of an area by its wall clock: `[from, until)`, of 23 to 25 hours. */
export interface ReportDay {
  /** As `2026-03-29`. */
  readonly day: string
  readonly timeZone: string
  readonly from: Instant
  readonly until: Instant
  /** The day's end, or now while it lasts. */
  readonly asOf: Instant
  readonly isSoFar: boolean
}

/**
 * The day that is asked for. Without one: in the morning the day before, which is over and not yet told of; from noon on
 * today, so far.
 * @throws Failure `request.contradictory` for a day that there is not, is not yet, or is too long ago.
 */
export function reportDay(day: string | null, timeZone: string, now: Instant): ReportDay {
  const today = localDayNumber(now, timeZone)
  const isMorning = now < instantOf(today, NOON_MINUTES, timeZone)
  const number = day === null ? today - (isMorning ? 1 : 0) : dayNumberOf(day)
  refuse(number, day, today)
  const from = instantOf(number, 0, timeZone)
  const until = instantOf(number + 1, 0, timeZone)
  return { day: dayOf(number), timeZone, from, until, asOf: Math.min(until, now), isSoFar: now < until }
}

function refuse(number: DayNumber, day: string | null, today: DayNumber): void {
  if (Number.isNaN(number) || (day !== null && dayOf(number) !== day))
    throw contradiction('day', 'there is no such day')
  if (number > today) throw contradiction('day', `the day is still to come; today is ${dayOf(today)}`)
  if (number < today - REPORT_DAYS_MAX) {
    throw contradiction('day', `a report reaches back ${REPORT_DAYS_MAX} days at most`)
  }
}

/**
 * When each hour of the day's wall clock begins, up to `asOf`. An hour that is skipped is not there; one that comes twice is
 * there twice.
 */
export function hoursOf({ from, asOf, timeZone }: Pick<ReportDay, 'from' | 'asOf' | 'timeZone'>): readonly Instant[] {
  const hours = [from]
  for (let at = from + STEP_MS; at < asOf; at += STEP_MS) if (clockTime(at, timeZone).endsWith(':00')) hours.push(at)
  return hours
}
