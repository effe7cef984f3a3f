import { z } from 'zod'
import { permitRequestId } from '../../base/id.ts'
import { declinePermitRequest } from '../../registry/permit-request.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const REASON_MAX = 200

const params = z.object({ id: idText(permitRequestId) })
/** The resident sees it. */
const body = z.object({ reason: z.string().trim().min(1).max(REASON_MAX) })

export const declinePermitRequestRoute: Route = (app, deps) => {
  const schema = { tags: ['registry'], params, body, response: answers(done) }
  app.post('/permit-requests/:id/decline', { schema }, (request) => {
    const { id } = request.params
    const { reason } = request.body
    return once(deps, request, done, async (tx, caller, now) => {
      const { householdId } = await declinePermitRequest(tx, caller.scope, { id, by: caller.username, reason, now })
      await audit(tx, caller, now, { action: 'permit.decline', householdId, detail: { request: id } })
      return {}
    })
  })
}
