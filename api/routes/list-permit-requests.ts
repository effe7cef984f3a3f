import { z } from 'zod'
import { householdId, permitRequestId } from '../../base/id.ts'
import { REQUEST_LAPSES_MS } from '../../registry/permit-budget.ts'
import { listPermitRequests } from '../../store/permit-request.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idText, latestPage, nextOf } from '../page.ts'
import { permitRequestShape } from '../permit-request-shape.ts'

const querystring = latestPage.extend({
  /** `waiting`: those that staff are to answer; nobody need answer one a day after the time that it is about. */
  show: z.enum(['waiting', 'all']).default('waiting'),
  householdId: idText(householdId).optional(),
})
/** Latest first. */
const response = answers(z.object({ requests: z.array(permitRequestShape), next: permitRequestId.nullable() }))

export const listPermitRequestsRoute: Route = (app, deps) => {
  app.get('/permit-requests', { schema: { tags: ['registry'], querystring, response } }, async (request) => {
    const caller = callerOf(request)
    const { show, after, limit } = request.query
    const household = request.query.householdId ?? null
    const now = deps.clock()
    if (household !== null) {
      await audit(deps.pool, caller, now, { action: 'household.permit_requests.read', householdId: household })
    }
    const waitingSince = show === 'waiting' ? now - REQUEST_LAPSES_MS : null
    const filter = { scope: caller.scope, waitingSince, householdId: household, before: after, limit }
    const requests = await listPermitRequests(deps.pool, filter)
    return { requests, next: nextOf(requests, limit, (it) => it.id) }
  })
}
