import { z } from 'zod'
import { householdId, sensorUid } from '../../base/id.ts'
import { viewWalkTest } from '../../registry/walk-test.ts'
import { auditLook } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'
import { showSignal, signalShape } from '../sensor-shape.ts'

const params = z.object({ id: idText(z.number().int()) })
const walkTest = z.object({
  sensorUid,
  householdId,
  door: z.string(),
  from: instant,
  walkTestPassedAt: instant.nullable(),
  /** By the service's clock. */
  now: instant,
  /** Until when the door is on test; null: it is not, and nothing is told of it. */
  testUntil: instant.nullable(),
  /** The household is under an active order: what its doors do is judged, except on test. */
  isWatched: z.boolean(),
  /** The latest, of whenever it is; null: the sensor was never heard. */
  said: z
    .object({
      heardAt: instant,
      contact: z.enum(['open', 'closed']).nullable(),
      /** When the door came to be so. */
      contactAt: instant.nullable(),
      openings: z.number().int().nullable(),
      signal: signalShape,
    })
    .nullable(),
})
const description =
  'What a fitted sensor says while its door is on test: asked for again and again, each opening and closing is seen as it ' +
  'comes. None of it is recorded.'

export const showWalkTestRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, response: answers(walkTest) }
  app.get('/fittings/:id/walk-test', { schema }, async (request) => {
    const caller = callerOf(request)
    const now = deps.clock()
    const test = await viewWalkTest(deps.pool, caller.scope, request.params.id, now)
    await auditLook(deps.pool, caller, now, { action: 'household.walk_test.read', householdId: test.householdId })
    const said = test.said && { ...test.said, signal: showSignal(test.said.rssi) }
    return { ...test, now, said }
  })
}
