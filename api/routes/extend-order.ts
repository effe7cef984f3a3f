import { z } from 'zod'
import { orderId } from '../../base/id.ts'
import { getOrder } from '../../registry/order.ts'
import { extendOrder } from '../../registry/order-extension.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { once } from '../once.ts'
import { activationOf, activationShape } from '../order-shape.ts'
import { idText } from '../page.ts'
import { overrideShape, reasonShape } from '../reason-shape.ts'

const params = z.object({ id: idText(orderId) })
const body = z.object({ endsAt: instant, reason: reasonShape, override: overrideShape.optional() })
const extended = z.object({
  /** `continued`: the order was over, and another one goes on from now; the time between stays unrecorded. */
  kind: z.enum(['extended', 'continued']),
  orderId,
  activation: activationShape,
})
const schema = { tags: ['registry'], params, body, response: answers(extended) }

export const extendOrderRoute: Route = (app, deps) => {
  app.post('/orders/:id/extend', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, extended, async (tx, caller, now) => {
      const extension = { ...request.body, by: caller.username, override: request.body.override ?? null }
      const { kind, orderId, householdId } = await extendOrder(tx, caller.scope, id, extension, now)
      await audit(tx, caller, now, { action: 'order.extend', householdId, detail: { id, kind, orderId } })
      return { kind, orderId, activation: activationOf(await getOrder(tx, caller.scope, orderId)) }
    })
  })
}
