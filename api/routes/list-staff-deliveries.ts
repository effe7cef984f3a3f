import { z } from 'zod'
import { staffId } from '../../base/id.ts'
import { listStaffDeliveries } from '../../store/delivery-log.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import { deliveryShape } from '../delivery-shape.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idText, latestPage, nextOf } from '../page.ts'

const params = z.object({ id: idText(staffId) })
const response = answers(z.object({ deliveries: z.array(deliveryShape), next: z.number().int().nullable() }))
const schema = { tags: ['staff'], params, querystring: latestPage, response }

/** What was sent to somebody, about alerts of the caller's areas. Somebody unknown was sent nothing. */
export const listStaffDeliveriesRoute: Route = (app, deps) => {
  app.get('/staff/:id/deliveries', { schema }, async (request) => {
    const caller = callerOf(request)
    const { after: before, limit } = request.query
    const { id } = request.params
    await audit(deps.pool, caller, deps.clock(), {
      action: 'staff.read_deliveries',
      areaId: caller.scope[0],
      detail: { staffId: id },
    })
    const deliveries = await listStaffDeliveries(deps.pool, { scope: caller.scope, staffId: id, before, limit })
    return { deliveries, next: nextOf(deliveries, limit, (it) => it.id) }
  })
}
