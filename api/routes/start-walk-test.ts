import { z } from 'zod'
import { startWalkTest } from '../../registry/walk-test.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number().int()) })
const started = z.object({ until: instant })
const description = 'Puts the door on test for a walk test, for five minutes or until it is passed.'

export const startWalkTestRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, response: answers(started) }
  app.post('/fittings/:id/start-walk-test', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, started, async (tx, caller, now) => {
      const { householdId, until } = await startWalkTest(tx, caller.scope, id, caller.username, now)
      await audit(tx, caller, now, { action: 'fitting.start_walk_test', householdId, detail: { id } })
      return { until }
    })
  })
}
