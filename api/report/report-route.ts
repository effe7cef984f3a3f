import type { Api, ApiDeps } from '../deps.ts'
import type { DailyReports } from './daily-reports.ts'

/** One route that tells of an area's days: registers itself below /api/v1. */
export type ReportRoute = (app: Api, deps: ApiDeps, reports: DailyReports) => void
