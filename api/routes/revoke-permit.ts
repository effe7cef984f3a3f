import { z } from 'zod'
import { permitId } from '../../base/id.ts'
import { revokePermit } from '../../registry/permit.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(permitId) })

export const revokePermitRoute: Route = (app, deps) => {
  app.post('/permits/:id/revoke', { schema: { tags: ['registry'], params, response: answers(done) } }, (request) => {
    const caller = callerOf(request)
    const { id } = request.params
    const now = deps.clock()
    return inTransaction(deps.pool, async (tx) => {
      const householdId = await revokePermit(tx, caller.scope, id, caller.username, now)
      await audit(tx, caller, now, { action: 'permit.revoke', householdId, detail: { id } })
      return {}
    })
  })
}
