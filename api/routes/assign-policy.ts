import { z } from 'zod'
import { areaId, orderId } from '../../base/id.ts'
import { assignPolicyToArea, assignPolicyToOrder } from '../../registry/policy.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { once } from '../once.ts'

const policyId = z.number().int().positive().nullable()
const body = z.union([
  z.object({ orderId, policyId }).strict(),
  z.object({ areaId, policyId, from: instant.optional() }).strict(),
])
const created = z.object({ id: z.number().int() })

/**
 * From now on the policy holds for an order; or, from `from` or else now on, for every order within an area that has none
 * nearer. `policyId` null takes the place's own away again. What happened before is judged as it was. Of two of the same
 * time the later made one holds, so that what is to come can be taken back.
 */
export const assignPolicyRoute: Route = (app, deps) => {
  app.post('/policy-assignments', { schema: { tags: ['registry'], body, response: answers(created) } }, (request) => {
    const place = request.body
    return once(deps, request, created, async (tx, caller, now) => {
      const assign = { policyId: place.policyId, assignedBy: caller.username }
      const id =
        'orderId' in place
          ? await assignPolicyToOrder(tx, caller.scope, place.orderId, assign, now)
          : await assignPolicyToArea(tx, caller.scope, place.areaId, { ...assign, from: place.from }, now)
      const areaOf = 'areaId' in place ? place.areaId : null
      await audit(tx, caller, now, { action: 'policy.assign', areaId: areaOf, detail: { id, ...place } })
      return { id }
    })
  })
}
