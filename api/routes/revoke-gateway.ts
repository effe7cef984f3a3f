import { z } from 'zod'
import { revokeGateway } from '../../registry/gateway.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { reasonShape } from '../reason-shape.ts'

const params = z.object({ id: z.string().max(64) })
const body = z.object({ reason: reasonShape })
const answered = z.object({})
const description =
  'A gateway may speak no more. It counts as offline from now on: the doors behind it are unknown, and one alert says so.'

export const revokeGatewayRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, body, response: answers(answered) }
  app.post('/gateways/:id/revoke', { schema }, async (request) => {
    const { id } = request.params
    const { reason } = request.body
    const answer = await once(deps, request, answered, async (tx, caller, now) => {
      await revokeGateway(tx, caller.scope, id, now)
      await audit(tx, caller, now, { action: 'gateway.revoke', areaId: caller.scope[0], detail: { id, reason } })
      return {}
    })
    deps.disconnectDevice(id)
    return answer
  })
}
