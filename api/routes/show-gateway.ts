import { z } from 'zod'
import { getGateway } from '../../registry/gateway.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { gatewayShape } from '../gateway-shape.ts'

const params = z.object({ id: z.string().max(64) })
const description = 'A gateway. What it has announced are its sensors: `GET /sensors?gateway=`.'
const schema = { tags: ['devices'], description, params, response: answers(gatewayShape) }

export const showGatewayRoute: Route = (app, deps) => {
  app.get('/gateways/:id', { schema }, (request) => getGateway(deps.pool, callerOf(request).scope, request.params.id))
}
