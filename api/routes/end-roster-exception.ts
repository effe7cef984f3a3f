import { z } from 'zod'
import { endException } from '../../registry/roster/exception.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number().int()) })
const schema = { tags: ['rosters'], params, response: answers(done) }

/** From now on it does not hold; one that has not begun never does. */
export const endRosterExceptionRoute: Route = (app, deps) => {
  app.post('/roster-exceptions/:id/end', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      const roster = await endException(tx, caller.scope, id, now)
      const detail = { id, roster: roster.id }
      await audit(tx, caller, now, { action: 'roster_exception.end', areaId: roster.areaId, detail })
      return {}
    })
  })
}
