import { z } from 'zod'
import { householdId, orderId } from '../../base/id.ts'
import { BASIS_MAX, POLICY_NAME_MAX } from '../../registry/field-limits.ts'
import { createOrder, getOrder } from '../../registry/order.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { once } from '../once.ts'
import { activationOf, activationShape } from '../order-shape.ts'
import { overrideShape } from '../reason-shape.ts'

const body = z.object({
  householdId,
  startsAt: instant,
  endsAt: instant,
  basis: z.string().trim().min(1).max(BASIS_MAX),
  policy: z.string().max(POLICY_NAME_MAX).nullable().default(null),
  /** Has the household watched before its conditions are true; without it the order waits for them. */
  override: overrideShape.optional(),
})
const created = z.object({ id: orderId, activation: activationShape })

export const createOrderRoute: Route = (app, deps) => {
  app.post('/orders', { schema: { tags: ['registry'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const { householdId, override = null } = request.body
      const id = await createOrder(tx, caller.scope, { ...request.body, override, issuedBy: caller.username }, now)
      await audit(tx, caller, now, { action: 'order.create', householdId, detail: { id } })
      return { id, activation: activationOf(await getOrder(tx, caller.scope, id)) }
    })
  })
}
