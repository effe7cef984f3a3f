import { z } from 'zod'
import { householdId, sensorUid } from '../../base/id.ts'
import { scopeHoldsRoot } from '../../store/area.ts'
import { listSensors } from '../../store/sensor.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { namePage, nextOf } from '../page.ts'
import { supervisionShape, withSupervision } from '../supervision-shape.ts'

const sensor = supervisionShape.extend({
  uid: sensorUid,
  model: z.string(),
  gatewayId: z.string().nullable(),
  state: z.enum(['stock', 'fitted', 'retired']),
  reportingLimitSeconds: z.number().int(),
  revokedAt: instant.nullable(),
  householdId: householdId.nullable(),
  heardAt: instant.nullable(),
})
/** `unassigned`: only sensors that are heard and fitted nowhere. */
const querystring = namePage.extend({ unassigned: z.stringbool().default(false) })
const response = answers(z.object({ sensors: z.array(sensor), next: sensorUid.nullable() }))

export const listSensorsRoute: Route = (app, deps) => {
  app.get('/sensors', { schema: { tags: ['devices'], querystring, response } }, async (request) => {
    const { scope } = callerOf(request)
    const homeless = await scopeHoldsRoot(deps.pool, scope)
    const sensors = await listSensors(deps.pool, { scope, homeless, ...request.query })
    const shown = await withSupervision(deps.pool, sensors, (it) => it.uid, deps.clock())
    return { sensors: shown, next: nextOf(sensors, request.query.limit, (it) => it.uid) }
  })
}
