import { z } from 'zod'
import { findLatestTest } from '../../store/delivery-log.ts'
import { callerOf } from '../caller.ts'
import { deliveryShape } from '../delivery-shape.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number()) })
const response = answers(z.object({ delivery: deliveryShape.nullable() }))

/** What became of the latest test message to a contact point; null where there was none. */
export const showContactPointTestRoute: Route = (app, deps) => {
  app.get('/contact-points/:id/test', { schema: { tags: ['alerts'], params, response } }, async (request) => {
    return { delivery: await findLatestTest(deps.pool, callerOf(request).scope, request.params.id) }
  })
}
