import { z } from 'zod'
import { endOnTest } from '../../registry/on-test.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number().int()) })

export const endOnTestRoute: Route = (app, deps) => {
  app.post('/on-tests/:id/end', { schema: { tags: ['registry'], params, response: answers(done) } }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      const householdId = await endOnTest(tx, caller.scope, id, now)
      await audit(tx, caller, now, { action: 'on_test.end', householdId, detail: { id } })
      return {}
    })
  })
}
