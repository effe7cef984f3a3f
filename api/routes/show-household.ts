import { z } from 'zod'
import { householdId, sensorUid } from '../../base/id.ts'
import { getHousehold } from '../../registry/household.ts'
import { listFittings } from '../../store/fitting.ts'
import { listOrdersOfHousehold } from '../../store/order.ts'
import { listOutagesOfHousehold } from '../../store/outage.ts'
import { listPermitsOfHousehold } from '../../store/permit.ts'
import { householdState } from '../../watch/door-view.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { householdShape } from '../household-shape.ts'
import { instant } from '../instant-codec.ts'
import { orderShape, showOrder } from '../order-shape.ts'
import { outageShape } from '../outage-shape.ts'
import { idText } from '../page.ts'
import { permitShape } from '../permit-shape.ts'
import { supervisionShape, withSupervision } from '../supervision-shape.ts'

/** Of each kind of record, the latest. The rest are in their own lists. */
const RECORDS_MAX = 50

const doorState = z.enum(['open', 'closed', 'unknown'])
const params = z.object({ id: idText(householdId) })
const querystring = z.object({ purpose: z.string().max(200).optional() })
const household = householdShape.extend({
  state: doorState,
  doors: z.array(
    supervisionShape.extend({
      sensor: sensorUid,
      door: z.string(),
      state: doorState,
      since: instant,
      coverage: z.number(),
    }),
  ),
  orders: z.array(orderShape),
  permits: z.array(permitShape),
  /** Within its orders: what we cannot know of its doors because we heard nobody. */
  outages: z.array(outageShape),
  fittings: z.array(
    z.object({
      id: z.number().int(),
      sensorUid,
      door: z.string(),
      from: instant,
      until: instant.nullable(),
      walkTestPassedAt: instant.nullable(),
    }),
  ),
})
const schema = { tags: ['registry'], params, querystring, response: answers(household) }

export const showHouseholdRoute: Route = (app, deps) => {
  app.get('/households/:id', { schema }, async (request) => {
    const caller = callerOf(request)
    const { id } = request.params
    const now = deps.clock()
    const found = await getHousehold(deps.pool, caller.scope, id)
    await audit(deps.pool, caller, now, { action: 'household.read', householdId: id, purpose: request.query.purpose })
    const doors = (await deps.doorsOf(deps.pool, [id], now)).get(id) ?? []
    return {
      ...found,
      state: householdState(doors),
      doors: await withSupervision(deps.pool, doors, (it) => it.sensor, now),
      orders: (await listOrdersOfHousehold(deps.pool, id, RECORDS_MAX)).map(showOrder),
      permits: await listPermitsOfHousehold(deps.pool, id, RECORDS_MAX),
      outages: await listOutagesOfHousehold(deps.pool, id, RECORDS_MAX),
      fittings: await listFittings(deps.pool, id, RECORDS_MAX),
    }
  })
}
