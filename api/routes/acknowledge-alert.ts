import { z } from 'zod'
import { alertId } from '../../base/id.ts'
import { acknowledge } from '../../registry/alert.ts'
import type { Answered } from '../../store/alert.ts'
import { alertShape } from '../alert-shape.ts'
import type { ApiMetrics } from '../api-metrics.ts'
import { audit } from '../audit.ts'
import type { Api, ApiDeps } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(alertId) })

export const acknowledgeAlertRoute = (app: Api, deps: ApiDeps, metrics: ApiMetrics): void => {
  const schema = { tags: ['alerts'], params, response: answers(alertShape) }
  app.post('/alerts/:id/acknowledge', { schema }, async (request) => {
    const { id } = request.params
    const told: Answered[] = []
    const made = await once(deps, request, alertShape, async (tx, caller, now) => {
      const alert = await acknowledge(tx, caller.scope, { id, by: caller.staffId, at: now }, (it) => told.push(it))
      const { householdId, areaId } = alert
      await audit(tx, caller, now, { action: 'alert.acknowledge', householdId, areaId, detail: { id } })
      return alert
    })
    // Not before it has committed, and not for an answer that is given again.
    metrics.answered(told)
    return made
  })
}
