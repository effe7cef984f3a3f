import { z } from 'zod'
import { productMapping } from '../../adapters/product-mapping.ts'
import { getGateway, mapProduct } from '../../registry/product-mapping.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { gatewayParams } from '../mapping-shape.ts'
import { once } from '../once.ts'

const body = z.object({ mapping: productMapping })
const description =
  'Says which property of a product is its door, and what its values mean, in place of what was said before. It holds ' +
  'for what arrives from a few seconds later on; `POST /gateways/{id}/try-message` shows beforehand what it would make of a message.'

export const mapProductRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params: gatewayParams, body, response: answers(done) }
  app.post('/gateways/:id/mappings', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      const { mapping } = request.body
      const { areaId } = await getGateway(tx, caller.scope, id)
      const before = await mapProduct(tx, caller.scope, id, mapping, { staffId: caller.staffId, now })
      const detail = { id, product: mapping.product, mapping, before }
      await audit(tx, caller, now, { action: 'gateway.map_product', areaId, detail })
      return {}
    })
  })
}
