import { z } from 'zod'
import { householdId, orderId } from '../../base/id.ts'
import { createOrder } from '../../registry/order.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { once } from '../once.ts'

const body = z.object({
  householdId,
  startsAt: instant,
  endsAt: instant,
  basis: z.string().trim().min(1).max(200),
  policy: z.string().max(64).nullable().default(null),
})
const created = z.object({ id: orderId })

export const createOrderRoute: Route = (app, deps) => {
  app.post('/orders', { schema: { tags: ['registry'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const id = await createOrder(tx, caller.scope, { ...request.body, issuedBy: caller.username }, now)
      await audit(tx, caller, now, { action: 'order.create', householdId: request.body.householdId, detail: { id } })
      return { id }
    })
  })
}
