import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { getArea } from '../../registry/area.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import { idText } from '../page.ts'
import { dailyDocument } from '../report/daily-document.ts'
import {
  FILE_WRITERS,
  type FileKind,
  fileAnswers,
  reportDayQuery,
  reportLanguage,
  sendFile,
} from '../report/file-answer.ts'
import type { ReportRoute } from '../report/report-route.ts'

const params = z.object({ id: idText(areaId) })
const querystring = z.object({ day: reportDayQuery, language: reportLanguage })

/** The same as `GET /areas/:id/reports/daily`, as a file. */
const downloadDailyReport =
  (kind: FileKind): ReportRoute =>
  (app, { pool, clock }, reports) => {
    const schema = { tags: ['reports'], params, querystring, response: fileAnswers(kind) }
    app.get(`/areas/:id/reports/daily.${kind}`, { schema }, async (request, reply) => {
      const caller = callerOf(request)
      const { day: asked = null, language } = request.query
      const { id, name } = await getArea(pool, caller.scope, request.params.id)
      const report = await reports.read(id, asked)
      const { day } = report
      await audit(pool, caller, clock(), { action: 'report.daily.read', areaId: id, detail: { day, file: kind } })
      const bytes = await FILE_WRITERS[kind](dailyDocument(report, name, language))
      return sendFile(reply, kind, `menshen-daily-${id}-${day}`, bytes)
    })
  }

export const downloadDailyPdfRoute = downloadDailyReport('pdf')
export const downloadDailyXlsxRoute = downloadDailyReport('xlsx')
