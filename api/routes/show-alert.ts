import { z } from 'zod'
import { alertId } from '../../base/id.ts'
import { getAlert } from '../../registry/alert.ts'
import { listAlertLog } from '../../store/alert-log.ts'
import { listDeliveries } from '../../store/delivery-log.ts'
import { alertShape } from '../alert-shape.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import { deliveryShape } from '../delivery-shape.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'

const ENTRIES_MAX = 500

const params = z.object({ id: idText(alertId) })
const entry = z.object({ at: instant, what: z.string(), by: z.string().nullable(), detail: z.unknown() })
const response = answers(z.object({ alert: alertShape, log: z.array(entry), notifications: z.array(deliveryShape) }))

export const showAlertRoute: Route = (app, deps) => {
  app.get('/alerts/:id', { schema: { tags: ['alerts'], params, response } }, async (request) => {
    const caller = callerOf(request)
    const { id } = request.params
    const alert = await getAlert(deps.pool, caller.scope, id, deps.clock())
    const { householdId, areaId } = alert
    await audit(deps.pool, caller, deps.clock(), { action: 'alert.read', householdId, areaId, detail: { id } })
    return {
      alert,
      log: await listAlertLog(deps.pool, id, ENTRIES_MAX),
      notifications: await listDeliveries(deps.pool, id, ENTRIES_MAX),
    }
  })
}
