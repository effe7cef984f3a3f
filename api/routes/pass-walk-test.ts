import { z } from 'zod'
import { orderId } from '../../base/id.ts'
import { passWalkTest } from '../../registry/walk-test.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number()) })
/** The orders that this was the last condition of. */
const passed = z.object({ activated: z.array(orderId) })

export const passWalkTestRoute: Route = (app, deps) => {
  app.post(
    '/fittings/:id/pass-walk-test',
    { schema: { tags: ['devices'], params, response: answers(passed) } },
    (request) => {
      const { id } = request.params
      return once(deps, request, passed, async (tx, caller, now) => {
        const passed = await passWalkTest(tx, caller.scope, id, caller.username, now)
        const { householdId, activated, rssi } = passed
        await audit(tx, caller, now, { action: 'fitting.pass_walk_test', householdId, detail: { id, activated, rssi } })
        return { activated: [...activated] }
      })
    },
  )
}
