import { z } from 'zod'
import { testContactPoint } from '../../registry/contact-point.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number()) })
const schema = { tags: ['alerts'], params, response: answers(done) }

/** The answer says that the message is queued; that it arrived is then the contact point's `deliveredAt`. */
export const testContactPointRoute: Route = (app, deps) => {
  app.post('/contact-points/:id/test', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      const areaId = await testContactPoint(tx, caller.scope, id, now)
      await audit(tx, caller, now, { action: 'contact_point.test', areaId, detail: { id } })
      return {}
    })
  })
}
