import { z } from 'zod'
import { cancelBackTest } from '../../registry/back-test.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number().int()) })

/** Cancelling twice, or what has ended, changes nothing. */
export const cancelBackTestRoute: Route = (app, deps) => {
  app.delete(
    '/back-tests/:id',
    { schema: { tags: ['back-tests'], params, response: answers(done) } },
    async (request) => {
      const caller = callerOf(request)
      const { id } = request.params
      const now = deps.clock()
      await inTransaction(deps.pool, async (tx) => {
        const { areaId } = await cancelBackTest(tx, caller.scope, id, now)
        await audit(tx, caller, now, { action: 'back_test.cancel', areaId, detail: { id } })
      })
      deps.wakeBackTests()
      return {}
    },
  )
}
