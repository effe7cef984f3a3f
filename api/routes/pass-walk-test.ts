import { z } from 'zod'
import { orderId } from '../../base/id.ts'
import { passWalkTest } from '../../registry/walk-test.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number()) })
/** What was seen a day late was not seen in this test. */
const AFTER_MS_MAX = 86_400_000
/** Milliseconds from when it happened until it was seen, as whoever walked measured them. */
const afterMs = z.number().int().min(0).max(AFTER_MS_MAX).nullable().default(null)
const body = z.object({ openedMs: afterMs, closedMs: afterMs }).nullish()
/** The orders that this was the last condition of. */
const passed = z.object({ activated: z.array(orderId) })

export const passWalkTestRoute: Route = (app, deps) => {
  app.post(
    '/fittings/:id/pass-walk-test',
    { schema: { tags: ['devices'], params, body, response: answers(passed) } },
    (request) => {
      const { id } = request.params
      return once(deps, request, passed, async (tx, caller, now) => {
        const { openedMs = null, closedMs = null } = request.body ?? {}
        const seen = { by: caller.username, openedMs, closedMs }
        const passed = await passWalkTest(tx, caller.scope, id, seen, now)
        const { householdId, activated, rssi } = passed
        await audit(tx, caller, now, {
          action: 'fitting.pass_walk_test',
          householdId,
          detail: { id, activated, rssi, openedMs, closedMs },
        })
        return { activated: [...activated] }
      })
    },
  )
}
