import { z } from 'zod'
import { householdId, orderId } from '../../base/id.ts'
import { listOrders } from '../../store/order.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { orderShape, showOrder } from '../order-shape.ts'
import { idPage, idText, nextOf } from '../page.ts'

const querystring = idPage.extend({
  householdId: idText(householdId).optional(),
  /** Only those that have begun and are not active: households that nobody watches. */
  waiting: z.stringbool().default(false),
})
const response = answers(z.object({ orders: z.array(orderShape), next: orderId.nullable() }))

export const listOrdersRoute: Route = (app, deps) => {
  app.get('/orders', { schema: { tags: ['registry'], querystring, response } }, async (request) => {
    const { householdId = null, waiting, after, limit } = request.query
    const { scope } = callerOf(request)
    const waitingAt = waiting ? deps.clock() : null
    const orders = await listOrders(deps.pool, { scope, householdId, waitingAt, after, limit })
    return { orders: orders.map(showOrder), next: nextOf(orders, limit, (it) => it.id) }
  })
}
