import { z } from 'zod'
import { alertId } from '../../base/id.ts'
import { resolve } from '../../registry/alert.ts'
import { type Answered, OUTCOMES } from '../../store/alert.ts'
import { alertShape } from '../alert-shape.ts'
import type { ApiMetrics } from '../api-metrics.ts'
import { audit } from '../audit.ts'
import type { Api, ApiDeps } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(alertId) })
const body = z.object({ outcome: z.enum(OUTCOMES), note: z.string().max(2000).default('') })

export const resolveAlertRoute = (app: Api, deps: ApiDeps, metrics: ApiMetrics): void => {
  const schema = { tags: ['alerts'], params, body, response: answers(alertShape) }
  app.post('/alerts/:id/resolve', { schema }, async (request) => {
    const { id } = request.params
    const told: Answered[] = []
    const made = await once(deps, request, alertShape, async (tx, caller, now) => {
      const alert = await resolve(tx, caller.scope, { id, by: caller.staffId, at: now }, request.body, (it) =>
        told.push(it),
      )
      const { householdId, areaId } = alert
      const { outcome } = request.body
      await audit(tx, caller, now, { action: 'alert.resolve', householdId, areaId, detail: { id, outcome } })
      return alert
    })
    // Not before it has committed, and not for an answer that is given again.
    metrics.answered(told)
    return made
  })
}
