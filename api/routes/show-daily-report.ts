import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { getArea } from '../../registry/area.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import { answers } from '../failure-shape.ts'
import { idText } from '../page.ts'
import { reportDayQuery } from '../report/file-answer.ts'
import type { ReportRoute } from '../report/report-route.ts'
import { dailyReportShape } from '../report/report-shape.ts'

const params = z.object({ id: idText(areaId) })
const querystring = z.object({ day: reportDayQuery })
const description =
  'What happened within an area on a day of its own clock: places, no person. Without a day, the day before until noon, then today so far.'
const schema = { tags: ['reports'], description, params, querystring, response: answers(dailyReportShape) }

export const showDailyReportRoute: ReportRoute = (app, { pool, clock }, reports) => {
  app.get('/areas/:id/reports/daily', { schema }, async (request) => {
    const caller = callerOf(request)
    const { id, kind, name } = await getArea(pool, caller.scope, request.params.id)
    const report = await reports.read(id, request.query.day ?? null)
    const { day } = report
    await audit(pool, caller, clock(), { action: 'report.daily.read', areaId: id, detail: { day } })
    return { area: { id, kind, name }, ...report }
  })
}
