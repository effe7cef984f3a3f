import { z } from 'zod'
import { areaId, sensorUid } from '../../base/id.ts'
import { registerSensor } from '../../registry/sensor.ts'
import { NATIVE_MODEL, sensorProfile } from '../../watch/sensor-profile.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { stockArea } from '../stock-area.ts'

const REPORTING_LIMIT_SECONDS_MAX = 7 * 24 * 3600

const body = z.object({
  uid: sensorUid,
  model: z.string().min(1).max(64).default(NATIVE_MODEL),
  /** The model's own when left out. */
  reportingLimitSeconds: z.number().int().min(10).max(REPORTING_LIMIT_SECONDS_MAX).optional(),
  /** The area whose stock it is; the caller's own when left out. */
  areaId: areaId.optional(),
  gateway: z.object({ id: z.string().max(64), alias: z.string().min(1).max(128).optional() }).optional(),
})
/** The secret is shown this once. */
const created = z.object({ uid: sensorUid, secret: z.string().nullable() })

export const createSensorRoute: Route = (app, deps) => {
  app.post('/sensors', { schema: { tags: ['devices'], body, response: answers(created) } }, (request) => {
    const { gateway, model } = request.body
    const reportingLimitSeconds = request.body.reportingLimitSeconds ?? sensorProfile(model).limitSeconds
    return once(deps, request, created, async (tx, caller, now) => {
      const area = await stockArea(tx, caller.scope, request.body.areaId)
      const registered = await registerSensor(tx, caller.scope, {
        ...request.body,
        reportingLimitSeconds,
        areaId: area,
        gateway: gateway === undefined ? null : { id: gateway.id, alias: gateway.alias ?? null },
      })
      await audit(tx, caller, now, { action: 'sensor.create', areaId: area, detail: { uid: registered.uid } })
      return registered
    })
  })
}
