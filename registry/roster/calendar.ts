import type { RosterId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { DAY_MS } from '../../base/wall-clock.ts'
import { readRoster } from '../../store/roster.ts'
import type { Queryable } from '../../store/transaction.ts'
import { contradiction } from '../contradiction.ts'
import { type Stretch, stretches } from './on-duty.ts'

export const CALENDAR_DAYS_MAX = 62

/** Who is on duty in `[from, until)`. @throws Failure `request.contradictory` for a time that is empty or too long. */
export async function readCalendar(
  db: Queryable,
  id: RosterId,
  from: Instant,
  until: Instant,
): Promise<readonly Stretch[]> {
  if (until <= from) throw contradiction('until', 'it would end before it begins')
  if (until - from > CALENDAR_DAYS_MAX * DAY_MS) {
    throw contradiction('until', `a calendar shows at most ${CALENDAR_DAYS_MAX} days`)
  }
  return stretches(await readRoster(db, id, from), from, until)
}
