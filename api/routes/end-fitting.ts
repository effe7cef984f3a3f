import { z } from 'zod'
import { takeSensorOff } from '../../registry/fitting.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'
import { reasonShape } from '../reason-shape.ts'

const params = z.object({ id: idText(z.number()) })
const body = z.object({ reason: reasonShape.optional() }).nullish()

export const endFittingRoute: Route = (app, deps) => {
  app.post('/fittings/:id/end', { schema: { tags: ['devices'], params, body, response: answers(done) } }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      const householdId = await takeSensorOff(tx, caller.scope, id, now)
      await audit(tx, caller, now, { action: 'fitting.end', householdId, detail: { id, ...request.body } })
      return {}
    })
  })
}
