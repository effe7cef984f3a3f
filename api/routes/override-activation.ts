import { z } from 'zod'
import { orderId } from '../../base/id.ts'
import { overrideActivation } from '../../registry/override-activation.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'
import { overrideShape } from '../reason-shape.ts'

const params = z.object({ id: idText(orderId) })
const schema = { tags: ['registry'], params, body: overrideShape, response: answers(done) }

export const overrideActivationRoute: Route = (app, deps) => {
  app.post('/orders/:id/override-activation', { schema }, (request) => {
    const { id } = request.params
    const { reason } = request.body
    return once(deps, request, done, async (tx, caller, now) => {
      const householdId = await overrideActivation(tx, caller.scope, id, { by: caller.username, reason }, now)
      await audit(tx, caller, now, { action: 'order.override_activation', householdId, detail: { id, reason } })
      return {}
    })
  })
}
