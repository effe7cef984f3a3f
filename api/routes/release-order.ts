import { z } from 'zod'
import { orderId } from '../../base/id.ts'
import { releaseOrder } from '../../registry/order.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'
import { reasonShape } from '../reason-shape.ts'

const params = z.object({ id: idText(orderId) })
const body = z.object({ reason: reasonShape.optional() }).nullish()

const schema = { tags: ['registry'], params, body, response: answers(done) }

export const releaseOrderRoute: Route = (app, deps) => {
  app.post('/orders/:id/release', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      const release = { by: caller.username, reason: request.body?.reason ?? '' }
      const householdId = await releaseOrder(tx, caller.scope, id, release, now)
      await audit(tx, caller, now, { action: 'order.release', householdId, detail: { id } })
      return {}
    })
  })
}
