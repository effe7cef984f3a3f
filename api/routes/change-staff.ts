import { z } from 'zod'
import { staffId } from '../../base/id.ts'
import { alterStaff } from '../../registry/staff.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'
import { displayName, roles } from '../staff-shape.ts'

const params = z.object({ id: idText(staffId) })
/** What is left out stays as it is. `roles` takes the place of all that the person has in the caller's areas. */
const body = z.object({
  displayName: displayName.optional(),
  disabled: z.boolean().optional(),
  roles: roles.optional(),
})

export const changeStaffRoute: Route = (app, deps) => {
  app.post('/staff/:id/change', { schema: { tags: ['staff'], params, body, response: answers(done) } }, (request) => {
    const { id } = request.params
    const { displayName: name = null, disabled: isDisabled = null, roles: given = null } = request.body
    return once(deps, request, done, async (tx, caller, now) => {
      const change = { displayName: name, isDisabled, roles: given, by: caller.staffId, now }
      const username = await alterStaff(tx, caller.scope, id, change)
      const detail = { id, username, ...request.body }
      await audit(tx, caller, now, { action: 'staff.change', areaId: caller.scope[0], detail })
      return {}
    })
  })
}
