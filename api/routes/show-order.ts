import { z } from 'zod'
import { orderId } from '../../base/id.ts'
import { getOrder } from '../../registry/order.ts'
import { listOrderChanges, ORDER_CHANGES } from '../../store/order-change.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { orderShape, showOrder } from '../order-shape.ts'
import { idText } from '../page.ts'

/** The latest changes; an order that has more is a matter for its audit. */
const CHANGES_MAX = 100

const params = z.object({ id: idText(orderId) })
const order = orderShape.extend({
  changes: z.array(
    z.object({
      at: instant,
      what: z.enum(ORDER_CHANGES),
      by: z.string().nullable(),
      reason: z.string(),
      endsAtBefore: instant.nullable(),
      endsAtAfter: instant.nullable(),
      continuation: orderId.nullable(),
    }),
  ),
})

export const showOrderRoute: Route = (app, deps) => {
  app.get('/orders/:id', { schema: { tags: ['registry'], params, response: answers(order) } }, async (request) => {
    const found = await getOrder(deps.pool, callerOf(request).scope, request.params.id)
    return { ...showOrder(found), changes: await listOrderChanges(deps.pool, found.id, CHANGES_MAX) }
  })
}
