import { z } from 'zod'
import { listAreaDeliveries } from '../../store/delivery-log.ts'
import { callerOf } from '../caller.ts'
import { deliveryShape } from '../delivery-shape.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { latestPage, nextOf } from '../page.ts'

const querystring = latestPage.extend({
  /** `true`: only what was given up. */
  failed: z.enum(['true', 'false']).default('false'),
})
const response = answers(z.object({ deliveries: z.array(deliveryShape), next: z.number().int().nullable() }))

/** What was sent about alerts of the caller's areas, from the latest to the oldest. What is old is with its alert or its person. */
export const listDeliveriesRoute: Route = (app, deps) => {
  app.get('/deliveries', { schema: { tags: ['alerts'], querystring, response } }, async (request) => {
    const { after: before, limit, failed } = request.query
    const { scope } = callerOf(request)
    const filter = { scope, isFailed: failed === 'true', before, limit }
    const deliveries = await listAreaDeliveries(deps.pool, filter)
    return { deliveries, next: nextOf(deliveries, limit, (it) => it.id) }
  })
}
