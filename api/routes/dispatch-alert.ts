import { z } from 'zod'
import { alertId } from '../../base/id.ts'
import { dispatch } from '../../registry/alert.ts'
import { DISPATCHES } from '../../store/alert.ts'
import { alertShape } from '../alert-shape.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(alertId) })
const body = z.object({ kind: z.enum(DISPATCHES), note: z.string().trim().min(1).max(2000) })

/** Writes down that a person decided to send somebody. Nothing is sent by it, and nothing else ever writes it down. */
export const dispatchAlertRoute: Route = (app, deps) => {
  const schema = { tags: ['alerts'], params, body, response: answers(alertShape) }
  app.post('/alerts/:id/dispatch', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, alertShape, async (tx, caller, now) => {
      const alert = await dispatch(tx, caller.scope, { id, by: caller.staffId, at: now }, request.body)
      const { householdId, areaId } = alert
      const { kind } = request.body
      await audit(tx, caller, now, { action: 'alert.dispatch', householdId, areaId, detail: { id, kind } })
      return alert
    })
  })
}
