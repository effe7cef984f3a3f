import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { swapSensor } from '../../registry/fitting.ts'
import { startWalkTest } from '../../registry/walk-test.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'
import { reasonShape } from '../reason-shape.ts'

const params = z.object({ id: idText(z.number().int()) })
const body = z.object({ sensorUid, reason: reasonShape })
/** Of the fitting that goes on. */
const swapped = z.object({ id: z.number().int() })
const description =
  'Puts another sensor in the place of a fitted one, on the same door, which is on test from then on for a walk test.'

export const swapSensorRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, body, response: answers(swapped) }
  app.post('/fittings/:id/swap', { schema }, (request) => {
    const { sensorUid: uid, reason } = request.body
    return once(deps, request, swapped, async (tx, caller, now) => {
      const { id, householdId, taken } = await swapSensor(tx, caller.scope, request.params.id, uid, now)
      await startWalkTest(tx, caller.scope, id, caller.username, now)
      const detail = { id, sensorUid: uid, taken, reason }
      await audit(tx, caller, now, { action: 'fitting.swap', householdId, detail })
      return { id }
    })
  })
}
