import { z } from 'zod'
import { permitId, permitRequestId } from '../../base/id.ts'
import { grantPermitRequest } from '../../registry/permit-request.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const REASON_MAX = 200

const params = z.object({ id: idText(permitRequestId) })
/** The resident sees it. */
const body = z.object({ reason: z.string().trim().max(REASON_MAX).default('') })
const granted = z.object({ permitId })

/** The permit lasts as long as was asked for, from now or from when it was asked for, whichever is later. */
export const grantPermitRequestRoute: Route = (app, deps) => {
  const schema = { tags: ['registry'], params, body, response: answers(granted) }
  app.post('/permit-requests/:id/grant', { schema }, (request) => {
    const { id } = request.params
    const { reason } = request.body
    return once(deps, request, granted, async (tx, caller, now) => {
      const answering = { id, by: caller.username, reason, now }
      const done = await grantPermitRequest(tx, caller.scope, answering)
      const detail = { id: done.permitId, request: id }
      await audit(tx, caller, now, { action: 'permit.grant', householdId: done.householdId, detail })
      return { permitId: done.permitId }
    })
  })
}
