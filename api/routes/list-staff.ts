import { z } from 'zod'
import { areaId, staffId } from '../../base/id.ts'
import { listStaff, ROLES } from '../../store/staff.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idPage, nextOf } from '../page.ts'

const member = z.object({
  id: staffId,
  username: z.string(),
  displayName: z.string(),
  disabledAt: instant.nullable(),
  roles: z.array(z.object({ role: z.enum(ROLES), areaId })),
})
const response = answers(z.object({ staff: z.array(member), next: staffId.nullable() }))

export const listStaffRoute: Route = (app, deps) => {
  app.get('/staff', { schema: { tags: ['staff'], querystring: idPage, response } }, async (request) => {
    const { scope } = callerOf(request)
    const staff = await listStaff(deps.pool, { scope, ...request.query })
    return {
      staff: staff.map((it) => ({ ...it, roles: [...it.roles] })),
      next: nextOf(staff, request.query.limit, (it) => it.id),
    }
  })
}
