import { z } from 'zod'
import { alertId } from '../../base/id.ts'
import { acknowledge } from '../../registry/alert.ts'
import { alertShape } from '../alert-shape.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(alertId) })

export const acknowledgeAlertRoute: Route = (app, deps) => {
  const schema = { tags: ['alerts'], params, response: answers(alertShape) }
  app.post('/alerts/:id/acknowledge', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, alertShape, async (tx, caller, now) => {
      const alert = await acknowledge(tx, caller.scope, { id, by: caller.staffId, at: now })
      const { householdId, areaId } = alert
      await audit(tx, caller, now, { action: 'alert.acknowledge', householdId, areaId, detail: { id } })
      return alert
    })
  })
}
