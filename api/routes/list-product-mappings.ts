import { z } from 'zod'
import { mappingsOf } from '../../registry/product-mapping.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { gatewayParams, storedMapping } from '../mapping-shape.ts'

const description =
  'What has been said of the products behind a gateway: which property is the door, and what its values mean.'
const response = answers(z.object({ mappings: z.array(storedMapping) }))
const schema = { tags: ['devices'], description, params: gatewayParams, response }

export const listProductMappingsRoute: Route = (app, deps) => {
  app.get('/gateways/:id/mappings', { schema }, async (request) => {
    return { mappings: [...(await mappingsOf(deps.pool, callerOf(request).scope, request.params.id))] }
  })
}
