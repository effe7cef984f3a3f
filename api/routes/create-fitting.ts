import { z } from 'zod'
import { householdId, sensorUid } from '../../base/id.ts'
import { fitSensor } from '../../registry/fitting.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'

const body = z.object({ sensorUid, householdId, door: z.string().trim().min(1).max(32).default('front') })
const response = answers(z.object({ id: z.number().int() }))

export const createFittingRoute: Route = (app, deps) => {
  app.post('/fittings', { schema: { tags: ['devices'], body, response } }, (request) => {
    const caller = callerOf(request)
    const now = deps.clock()
    return inTransaction(deps.pool, async (tx) => {
      const id = await fitSensor(tx, caller.scope, request.body, now)
      const detail = { id, sensorUid: request.body.sensorUid }
      await audit(tx, caller, now, { action: 'fitting.create', householdId: request.body.householdId, detail })
      return { id }
    })
  })
}
