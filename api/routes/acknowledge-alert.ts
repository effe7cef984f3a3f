import { z } from 'zod'
import { alertId } from '../../base/id.ts'
import { acknowledge } from '../../registry/alert.ts'
import { inTransaction } from '../../store/transaction.ts'
import { alertShape } from '../alert-shape.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(alertId) })

export const acknowledgeAlertRoute: Route = (app, deps) => {
  const schema = { tags: ['alerts'], params, response: answers(alertShape) }
  app.post('/alerts/:id/acknowledge', { schema }, (request) => {
    const caller = callerOf(request)
    const { id } = request.params
    const at = deps.clock()
    return inTransaction(deps.pool, async (tx) => {
      const alert = await acknowledge(tx, caller.scope, { id, by: caller.staffId, at })
      const { householdId } = alert
      await audit(tx, caller, at, { action: 'alert.acknowledge', householdId, detail: { id } })
      return alert
    })
  })
}
