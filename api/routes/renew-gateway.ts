import { z } from 'zod'
import { renewGateway } from '../../registry/gateway.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { reasonShape } from '../reason-shape.ts'

const params = z.object({ id: z.string().max(64) })
const body = z.object({ reason: reasonShape })
/** The secret is shown this once. */
const answered = z.object({ id: z.string(), secret: z.string() })
const description =
  'Gives a gateway another secret, and the old one stops working. One that was revoked or retired may speak again; its retired ' +
  'sensors come back one by one.'

export const renewGatewayRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, body, response: answers(answered) }
  app.post('/gateways/:id/renew', { schema }, async (request) => {
    const { id } = request.params
    const { reason } = request.body
    const answer = await once(deps, request, answered, async (tx, caller, now) => {
      const secret = await renewGateway(tx, caller.scope, id, now)
      await audit(tx, caller, now, { action: 'gateway.renew', areaId: caller.scope[0], detail: { id, reason } })
      return { id, secret }
    })
    deps.disconnectDevice(id)
    return answer
  })
}
