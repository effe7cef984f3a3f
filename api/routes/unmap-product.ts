import { z } from 'zod'
import { getGateway, unmapProduct } from '../../registry/product-mapping.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { gatewayParams } from '../mapping-shape.ts'
import { once } from '../once.ts'

const body = z.object({ product: z.string().min(1).max(64) })
const description = 'Takes back what was said of a product; its messages are rejected as unmapped from then on.'

export const unmapProductRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params: gatewayParams, body, response: answers(done) }
  app.post('/gateways/:id/mappings/end', { schema }, (request) => {
    const { id } = request.params
    const { product } = request.body
    return once(deps, request, done, async (tx, caller, now) => {
      const { areaId } = await getGateway(tx, caller.scope, id)
      const before = await unmapProduct(tx, caller.scope, id, product)
      await audit(tx, caller, now, { action: 'gateway.unmap_product', areaId, detail: { id, product, before } })
      return {}
    })
  })
}
