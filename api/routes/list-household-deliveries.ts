import { z } from 'zod'
import { householdId } from '../../base/id.ts'
import { getHousehold } from '../../registry/household.ts'
import { listHouseholdDeliveries } from '../../store/delivery-log.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import { deliveryShape } from '../delivery-shape.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idText } from '../page.ts'

/** The latest. Those about an alert are with the alert. */
const DELIVERIES_MAX = 100

const params = z.object({ id: idText(householdId) })
const response = answers(z.object({ deliveries: z.array(deliveryShape) }))

export const listHouseholdDeliveriesRoute: Route = (app, deps) => {
  app.get('/households/:id/deliveries', { schema: { tags: ['registry'], params, response } }, async (request) => {
    const caller = callerOf(request)
    const { id } = request.params
    await getHousehold(deps.pool, caller.scope, id)
    await audit(deps.pool, caller, deps.clock(), { action: 'household.deliveries.read', householdId: id })
    return { deliveries: await listHouseholdDeliveries(deps.pool, id, DELIVERIES_MAX) }
  })
}
