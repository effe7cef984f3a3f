import { z } from 'zod'
import { ADAPTER_IDS } from '../../adapters/adapter-registry.ts'
import { areaId } from '../../base/id.ts'
import { registerGateway } from '../../registry/gateway.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { stockArea } from '../stock-area.ts'

const body = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{3,31}$/, 'a gateway id is 4 to 32 of a-z, 0-9 and -'),
  adapter: z
    .string()
    .min(1)
    .max(64)
    .describe(`Whose language it speaks: ${ADAPTER_IDS.join(', ')}.`),
  /** Without wildcards, and not where native sensors speak. */
  baseTopic: z
    .string()
    .regex(/^(?!menshen\/)(?!\$)[^#+\0/]+(\/[^#+\0/]+)*$/, 'not a base topic')
    .max(128),
  areaId: areaId.optional(),
})
/** The secret is shown this once. */
const created = z.object({ id: z.string(), secret: z.string() })

export const createGatewayRoute: Route = (app, deps) => {
  app.post('/gateways', { schema: { tags: ['devices'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const area = await stockArea(tx, caller.scope, request.body.areaId)
      const registered = await registerGateway(tx, { ...request.body, areaId: area })
      await audit(tx, caller, now, { action: 'gateway.create', areaId: area, detail: { id: registered.id } })
      return registered
    })
  })
}
