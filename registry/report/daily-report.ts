import type { Pool } from 'pg'
import type { AreaId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { type LaneOutage, readOutages } from '../../store/lane-marks.ts'
import { type AlertStanding, countAlertStandings } from '../../store/report/alerts.ts'
import { type BlindHouseholds, readBlindHouseholds } from '../../store/report/blind.ts'
import { chooseWatchedHouseholds, type HouseholdFigures, readHouseholdFigures } from '../../store/report/households.ts'
import { countMissedOpenings, type OpeningFigures, readOpeningFigures } from '../../store/report/openings.ts'
import type { Stretch } from '../../store/report/stretch.ts'
import { type Figures, type FiguresGroup, readResponseFigures } from '../../store/response-figures.ts'
import { BEGIN_REPORT, inTransaction, type Queryable } from '../../store/transaction.ts'
import { COVERAGE_HOUSEHOLDS_MAX, type DayCoverage, readDayCoverage } from './coverage.ts'
import { hoursOf, type ReportDay } from './day.ts'

/** Whom a person can look after in a day; the others are counted. */
export const BLIND_LISTED_MAX = 200
const KINDS_MAX = 50

/** An area's day in figures. No person is in it: households are places. */
export interface DailyReport extends ReportDay {
  readonly households: HouseholdFigures
  readonly coverage: DayCoverage
  readonly openings: OpeningFigures & { readonly missed: number }
  readonly alerts: DayAlerts
  readonly blind: BlindHouseholds
  readonly outages: readonly LaneOutage[]
}

interface DayAlerts {
  /** Of all that were raised in the day, and how long they waited (docs/decisions/0032). */
  readonly all: Figures
  readonly severities: readonly FiguresGroup[]
  readonly standings: readonly AlertStanding[]
}

/** Tells what happened within an area on a day. The caller has made sure that the area may be seen. */
export async function readDailyReport(pool: Pool, area: AreaId, day: ReportDay): Promise<DailyReport> {
  const stretch = { area, from: day.from, until: day.asOf }
  const [[households, coverage], openings, [blind, alerts, outages]] = await Promise.all([
    readHouseholds(pool, stretch, day),
    inTransaction(pool, (tx) => readOpenings(tx, stretch, hoursOf(day)), BEGIN_REPORT),
    inTransaction(pool, (tx) => readTroubles(tx, stretch), BEGIN_REPORT),
  ])
  return { ...day, households, coverage, openings, alerts, blind, outages }
}

async function readHouseholds(pool: Pool, stretch: Stretch, day: ReportDay) {
  const read = async (tx: Queryable) => ({
    figures: await readHouseholdFigures(tx, stretch),
    watched: await chooseWatchedHouseholds(tx, stretch, COVERAGE_HOUSEHOLDS_MAX),
  })
  const { figures, watched } = await inTransaction(pool, read, BEGIN_REPORT)
  return [figures, await readDayCoverage(pool, day, watched)] as const
}

async function readOpenings(tx: Queryable, stretch: Stretch, hours: readonly Instant[]) {
  const openings = await readOpeningFigures(tx, stretch, hours)
  return { ...openings, missed: await countMissedOpenings(tx, stretch) }
}

async function readTroubles(tx: Queryable, stretch: Stretch) {
  const { area, from, until } = stretch
  const blind = await readBlindHouseholds(tx, stretch, BLIND_LISTED_MAX)
  const figures = { scope: [area], areaId: area, from, until, limit: KINDS_MAX }
  const { all, groups } = await readResponseFigures(tx, { ...figures, by: 'severity' })
  const standings = await countAlertStandings(tx, stretch)
  const outages = await readOutages(tx, { from, until })
  return [blind, { all, severities: groups, standings }, outages] as const
}
