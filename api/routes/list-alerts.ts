import { z } from 'zod'
import { alertId, areaId, householdId } from '../../base/id.ts'
import { listAlerts, listQueue } from '../../store/alert.ts'
import { alertShape } from '../alert-shape.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idText, latestPage, nextOf } from '../page.ts'

const querystring = latestPage.extend({
  /** `unresolved`, `new` and `acknowledged` show the queue; `resolved`, and no word, everything, what is held back as well. */
  handling: z.enum(['new', 'acknowledged', 'resolved', 'unresolved']).optional(),
  condition: z.enum(['active', 'cleared']).optional(),
  householdId: idText(householdId).optional(),
  areaId: idText(areaId).optional(),
})
/** From the latest to the oldest. */
const response = answers(z.object({ alerts: z.array(alertShape), next: alertId.nullable() }))

export const listAlertsRoute: Route = (app, deps) => {
  app.get('/alerts', { schema: { tags: ['alerts'], querystring, response } }, async (request) => {
    const caller = callerOf(request)
    const { handling, condition, householdId, areaId, after, limit } = request.query
    const waiting = handling !== undefined && handling !== 'resolved'
    const alerts = await (waiting ? listQueue : listAlerts)(deps.pool, {
      scope: caller.scope,
      handling: handling === undefined || handling === 'unresolved' ? null : handling,
      condition: condition ?? null,
      householdId: householdId ?? null,
      areaId: areaId ?? null,
      before: after,
      limit,
      now: deps.clock(),
    })
    const [first] = alerts
    if (householdId !== undefined && first !== undefined) {
      await audit(deps.pool, caller, deps.clock(), { action: 'household.alerts.read', householdId })
    }
    return { alerts, next: nextOf(alerts, limit, (it) => it.id) }
  })
}
