import { type FiguresFilter, type FoundFigures, readResponseFigures } from '../store/response-figures.ts'
import type { Queryable } from '../store/transaction.ts'
import { getArea } from './area.ts'
import { contradiction } from './contradiction.ts'

/** A quarter of a year. */
export const FIGURES_DAYS_MAX = 93
/** An area has so many children at most that are shown; those with the fewest alerts are left out. */
export const FIGURES_GROUPS_MAX = 500
const DAY_MS = 24 * 3_600_000

/**
 * How alerts were answered.
 * @throws Failure `request.contradictory` for a time that is empty or too long; `record.not_found` for an area out of scope.
 */
export async function getResponseFigures(db: Queryable, asked: Omit<FiguresFilter, 'limit'>): Promise<FoundFigures> {
  const { scope, from, until, areaId } = asked
  if (until <= from) throw contradiction('until', 'it would end before it begins')
  if (until - from > FIGURES_DAYS_MAX * DAY_MS) {
    throw contradiction('until', `figures are of at most ${FIGURES_DAYS_MAX} days`)
  }
  if (areaId !== null) await getArea(db, scope, areaId)
  return readResponseFigures(db, { ...asked, limit: FIGURES_GROUPS_MAX })
}
