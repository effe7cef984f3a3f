import { z } from 'zod'
import { rosterId } from '../../base/id.ts'
import { endRoster } from '../../registry/roster/roster.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(rosterId) })

/** Its empty hours are no trouble any more. */
export const endRosterRoute: Route = (app, deps) => {
  app.post('/rosters/:id/end', { schema: { tags: ['rosters'], params, response: answers(done) } }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      const { areaId, name } = await endRoster(tx, caller.scope, id, now)
      await audit(tx, caller, now, { action: 'roster.end', areaId, detail: { id, name } })
      return {}
    })
  })
}
