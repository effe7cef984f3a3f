import { z } from 'zod'
import { householdId } from '../../base/id.ts'
import { revokeResidentLink } from '../../registry/resident-link.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(householdId) })

export const revokeResidentLinkRoute: Route = (app, deps) => {
  const schema = { tags: ['registry'], params, response: answers(done) }
  app.post('/households/:id/resident-link/revoke', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      await revokeResidentLink(tx, caller.scope, id, caller.username, now)
      await audit(tx, caller, now, { action: 'household.revoke_resident_link', householdId: id })
      return {}
    })
  })
}
