import { z } from 'zod'
import { areaId, rosterId } from '../../base/id.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'
import { handoverSheet } from '../report/handover-sheet.ts'
import { handoverShape } from '../report/report-shape.ts'

const params = z.object({ id: idText(areaId) })
const querystring = z.object({
  /** Without one, the nearest duty desk's. */
  rosterId: idText(rosterId).optional(),
  /** Within the shift; now without one. */
  at: instant.optional(),
})
const description = 'What a shift hands over to the next: of the area at the shift’s end, or now while it lasts.'
const schema = { tags: ['reports'], description, params, querystring, response: answers(handoverShape) }

export const showHandoverRoute: Route = (app, { pool, clock }) => {
  app.get('/areas/:id/reports/handover', { schema }, async (request) => {
    const caller = callerOf(request)
    const { rosterId: roster = null, at = null } = request.query
    const { id } = request.params
    const sheet = await handoverSheet(pool, { scope: caller.scope, area: id, roster, at }, clock())
    const { from, until } = sheet.shift
    await audit(pool, caller, clock(), { action: 'report.handover.read', areaId: id, detail: { from, until } })
    return sheet
  })
}
