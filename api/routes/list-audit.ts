import { z } from 'zod'
import { areaId, householdId, staffId } from '../../base/id.ts'
import { scopeHoldsRoot } from '../../store/area.ts'
import { AUDITED, listAudit } from '../../store/audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText, latestPage, nextOf } from '../page.ts'

const querystring = latestPage.extend({
  householdId: idText(householdId).optional(),
  staffId: idText(staffId).optional(),
  /** Who looked, or who did something. */
  what: z.enum(AUDITED).optional(),
})
const entry = z.object({
  id: z.number().int(),
  at: instant,
  staffId: staffId.nullable(),
  username: z.string().nullable(),
  displayName: z.string().nullable(),
  action: z.string(),
  householdId: householdId.nullable(),
  areaId: areaId.nullable(),
  /** Of the household, or else of the area: the names around it, and the room. */
  place: z.string().nullable(),
  purpose: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
const response = answers(z.object({ audit: z.array(entry), next: z.number().int().nullable() }))

export const listAuditRoute: Route = (app, deps) => {
  app.get('/audit', { schema: { tags: ['staff'], querystring, response } }, async (request) => {
    const { after, limit, householdId = null, staffId = null, what = null } = request.query
    const { scope } = callerOf(request)
    const homeless = await scopeHoldsRoot(deps.pool, scope)
    const entries = await listAudit(deps.pool, {
      ...{ scope, homeless, householdId, staffId, what, before: after, limit },
    })
    return { audit: entries, next: nextOf(entries, limit, (it) => it.id) }
  })
}
