import { z } from 'zod'
import { areaId, rosterId } from '../../base/id.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'
import { FILE_WRITERS, type FileKind, fileAnswers, reportLanguage, sendFile } from '../report/file-answer.ts'
import { handoverDocument } from '../report/handover-document.ts'
import { handoverSheet } from '../report/handover-sheet.ts'

const params = z.object({ id: idText(areaId) })
const querystring = z.object({
  rosterId: idText(rosterId).optional(),
  at: instant.optional(),
  language: reportLanguage,
})

/** The same as `GET /areas/:id/reports/handover`, as a file. */
const downloadHandover =
  (kind: FileKind): Route =>
  (app, { pool, clock }) => {
    const schema = { tags: ['reports'], params, querystring, response: fileAnswers(kind) }
    app.get(`/areas/:id/reports/handover.${kind}`, { schema }, async (request, reply) => {
      const caller = callerOf(request)
      const { rosterId: roster = null, at = null, language } = request.query
      const { id } = request.params
      const sheet = await handoverSheet(pool, { scope: caller.scope, area: id, roster, at }, clock())
      const { from, until } = sheet.shift
      const detail = { from, until, file: kind }
      await audit(pool, caller, clock(), { action: 'report.handover.read', areaId: id, detail })
      const bytes = await FILE_WRITERS[kind](handoverDocument(sheet, language))
      const minute = new Date(sheet.asOf).toISOString().slice(0, 16).replaceAll(/\D/g, '')
      return sendFile(reply, kind, `menshen-handover-${id}-${minute}Z`, bytes)
    })
  }

export const downloadHandoverPdfRoute = downloadHandover('pdf')
export const downloadHandoverXlsxRoute = downloadHandover('xlsx')
