import { z } from 'zod'
import { staffId } from '../../base/id.ts'
import { addStaff } from '../../registry/staff.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { displayName, password, roles } from '../staff-shape.ts'

const body = z.object({
  username: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,31}$/, 'a user name is 2 to 32 of a-z, 0-9, ., _ and -'),
  ...{ displayName, password, roles },
})
const created = z.object({ id: staffId })

export const createStaffRoute: Route = (app, deps) => {
  app.post('/staff', { schema: { tags: ['staff'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const id = await addStaff(tx, caller.scope, request.body, now)
      const { username, roles: given } = request.body
      await audit(tx, caller, now, {
        action: 'staff.create',
        areaId: given[0]?.areaId,
        detail: { username, roles: given },
      })
      return { id }
    })
  })
}
