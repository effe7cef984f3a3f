import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { getHandlers } from '../../registry/roster/handlers.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idText } from '../page.ts'
import { personShape } from '../roster-shape.ts'

const params = z.object({ id: idText(areaId) })
/** By name. With `isCut` there are more. */
const response = answers(z.object({ staff: z.array(personShape), isCut: z.boolean() }))

/** Who may handle alerts of the whole area, and so be on duty there: for whoever makes its rosters. */
export const listHandlersRoute: Route = (app, deps) => {
  app.get('/areas/:id/handlers', { schema: { tags: ['rosters'], params, response } }, async (request) => {
    return getHandlers(deps.pool, callerOf(request).scope, request.params.id)
  })
}
