import { z } from 'zod'
import { householdId } from '../../base/id.ts'
import { makeResidentLink } from '../../registry/resident-link.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(householdId) })

/** The one before is void from now on. The address is told apart, since this answer is kept. */
export const makeResidentLinkRoute: Route = (app, deps) => {
  const schema = { tags: ['registry'], params, response: answers(done) }
  app.post('/households/:id/resident-link', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      await makeResidentLink(tx, deps.resident.key, caller.scope, { id, by: caller.username, now })
      await audit(tx, caller, now, { action: 'household.make_resident_link', householdId: id })
      return {}
    })
  })
}
