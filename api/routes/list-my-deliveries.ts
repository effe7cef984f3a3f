import { z } from 'zod'
import { listStaffDeliveries } from '../../store/delivery-log.ts'
import { callerOf } from '../caller.ts'
import { deliveryShape } from '../delivery-shape.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { latestPage, nextOf } from '../page.ts'

const response = answers(z.object({ deliveries: z.array(deliveryShape), next: z.number().int().nullable() }))
const schema = { tags: ['session'], querystring: latestPage, response }

/** What was sent to the caller, about alerts of the areas in which they still have a role. */
export const listMyDeliveriesRoute: Route = (app, deps) => {
  app.get('/me/deliveries', { schema }, async (request) => {
    const { scope, staffId } = callerOf(request)
    const { after: before, limit } = request.query
    const deliveries = await listStaffDeliveries(deps.pool, { scope, staffId, before, limit })
    return { deliveries, next: nextOf(deliveries, limit, (it) => it.id) }
  })
}
