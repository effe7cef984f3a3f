import { z } from 'zod'
import { scopeHoldsRoot } from '../../store/area.ts'
import { listGateways } from '../../store/gateway.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { gatewayShape } from '../gateway-shape.ts'
import { namePage, nextOf } from '../page.ts'

const response = answers(z.object({ gateways: z.array(gatewayShape), next: z.string().nullable() }))

export const listGatewaysRoute: Route = (app, deps) => {
  app.get('/gateways', { schema: { tags: ['devices'], querystring: namePage, response } }, async (request) => {
    const { scope } = callerOf(request)
    const homeless = await scopeHoldsRoot(deps.pool, scope)
    const gateways = await listGateways(deps.pool, { scope, homeless, ...request.query })
    return { gateways, next: nextOf(gateways, request.query.limit, (it) => it.id) }
  })
}
