import { z } from 'zod'
import { takeSensorOff } from '../../registry/fitting.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number()) })

export const endFittingRoute: Route = (app, deps) => {
  app.post('/fittings/:id/end', { schema: { tags: ['devices'], params, response: answers(done) } }, (request) => {
    const caller = callerOf(request)
    const { id } = request.params
    const now = deps.clock()
    return inTransaction(deps.pool, async (tx) => {
      const householdId = await takeSensorOff(tx, caller.scope, id, now)
      await audit(tx, caller, now, { action: 'fitting.end', householdId, detail: { id } })
      return {}
    })
  })
}
