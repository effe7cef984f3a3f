import { z } from 'zod'
import { retireGateway } from '../../registry/gateway.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { reasonShape } from '../reason-shape.ts'

const params = z.object({ id: z.string().max(64) })
const body = z.object({ reason: reasonShape })
/** How many sensors were retired with it. */
const answered = z.object({ sensors: z.number().int() })
const description =
  'Takes a gateway out of use, with its sensors in stock; refused while one of its sensors is on a door.'

export const retireGatewayRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, body, response: answers(answered) }
  app.post('/gateways/:id/retire', { schema }, async (request) => {
    const { id } = request.params
    const { reason } = request.body
    const answer = await once(deps, request, answered, async (tx, caller, now) => {
      const sensors = await retireGateway(tx, caller.scope, id, now)
      await audit(tx, caller, now, {
        action: 'gateway.retire',
        areaId: caller.scope[0],
        detail: { id, reason, sensors },
      })
      return { sensors }
    })
    deps.disconnectDevice(id)
    return answer
  })
}
