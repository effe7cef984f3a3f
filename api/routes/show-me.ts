import { z } from 'zod'
import { areaId, staffId } from '../../base/id.ts'
import { ROLES } from '../../store/staff.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'

const me = z.object({
  staffId,
  username: z.string(),
  displayName: z.string(),
  mustChangePassword: z.boolean(),
  roles: z.array(z.object({ role: z.enum(ROLES), areaId, areaName: z.string() })),
})

export const showMeRoute: Route = (app) => {
  app.get('/me', { schema: { tags: ['session'], response: answers(me) } }, async (request) => {
    const { grants, ...holder } = callerOf(request)
    return { ...holder, roles: [...grants] }
  })
}
