import { z } from 'zod'
import { householdId, orderId } from '../../base/id.ts'
import { confirmContact } from '../../registry/household.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(householdId) })
/** The orders that this was the last condition of. */
const confirmed = z.object({ activated: z.array(orderId) })

export const confirmContactRoute: Route = (app, deps) => {
  app.post(
    '/households/:id/confirm-contact',
    { schema: { tags: ['registry'], params, response: answers(confirmed) } },
    (request) => {
      const { id } = request.params
      return once(deps, request, confirmed, async (tx, caller, now) => {
        const activated = await confirmContact(tx, caller.scope, id, caller.username, now)
        await audit(tx, caller, now, { action: 'household.confirm_contact', householdId: id, detail: { activated } })
        return { activated: [...activated] }
      })
    },
  )
}
