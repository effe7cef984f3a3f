import { z } from 'zod'
import { householdId, sensorUid } from '../../base/id.ts'
import { fitSensor } from '../../registry/fitting.ts'
import { startWalkTest } from '../../registry/walk-test.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'

const body = z.object({
  sensorUid,
  householdId,
  door: z.string().trim().min(1).max(32).default('front'),
  /** The door is on test from the first moment on: nothing is judged before the installer has seen that it works. */
  walkTest: z.boolean().default(false),
})
const created = z.object({ id: z.number().int() })

export const createFittingRoute: Route = (app, deps) => {
  app.post('/fittings', { schema: { tags: ['devices'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const id = await fitSensor(tx, caller.scope, request.body, now)
      if (request.body.walkTest) await startWalkTest(tx, caller.scope, id, caller.username, now)
      const detail = { id, sensorUid: request.body.sensorUid }
      await audit(tx, caller, now, { action: 'fitting.create', householdId: request.body.householdId, detail })
      return { id }
    })
  })
}
