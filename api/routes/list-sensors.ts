import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { scopeHoldsRoot } from '../../store/area.ts'
import { listSensors } from '../../store/sensor.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { namePage, nextOf } from '../page.ts'
import { sensorShape, sensorState, showSensor } from '../sensor-shape.ts'
import { withSupervision } from '../supervision-shape.ts'

const SEARCH_MAX = 64
const MODEL_MAX = 64
const FIRMWARE_MAX = 64

const querystring = namePage.extend({
  /** Only sensors that are heard and fitted nowhere. */
  unassigned: z.stringbool().default(false),
  state: sensorState.optional(),
  /** Only those behind this gateway; then their names there are searched too. */
  gateway: z.string().max(64).optional(),
  /** Only those that are not believed. */
  distrusted: z.stringbool().default(false),
  /** Only those on a door that have been quiet for longer than they may be. */
  silent: z.stringbool().default(false),
  /** Only those on a door whose battery is forecast to be empty before then. */
  emptyBefore: instant.optional(),
  model: z.string().max(MODEL_MAX).optional(),
  /** Only those that last said so; empty: those that tell nothing. */
  firmware: z.string().max(FIRMWARE_MAX).optional(),
  /** Part of its uid, or of its building, unit and room, in this order. */
  search: z.string().trim().max(SEARCH_MAX).default(''),
})
const response = answers(z.object({ sensors: z.array(sensorShape), next: sensorUid.nullable() }))

export const listSensorsRoute: Route = (app, deps) => {
  app.get('/sensors', { schema: { tags: ['devices'], querystring, response } }, async (request) => {
    const { scope } = callerOf(request)
    const now = deps.clock()
    const homeless = await scopeHoldsRoot(deps.pool, scope)
    const { state = null, emptyBefore = null, model = null, firmware = null, gateway = null, ...asked } = request.query
    const only = { state, emptyBefore, model, firmware, gateway }
    const sensors = await listSensors(deps.pool, { scope, homeless, now, ...only, ...asked })
    const shown = await withSupervision(deps.pool, sensors.map(showSensor), (it) => it.uid, now)
    return { sensors: shown, next: nextOf(sensors, request.query.limit, (it) => it.uid) }
  })
}
