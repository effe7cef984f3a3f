import { z } from 'zod'
import { householdId } from '../../base/id.ts'
import { getHousehold } from '../../registry/household.ts'
import { listLookers } from '../../store/audit.ts'
import { auditLook } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'

/** Looks of one person at the same thing for the same purpose within a day are one line. The latest. */
const LOOKERS_MAX = 100

const params = z.object({ id: idText(householdId) })
const look = z.object({
  /** Null: by a resident's link, or by the service itself. */
  by: z.string().nullable(),
  action: z.string(),
  purpose: z.string().nullable(),
  times: z.number().int(),
  firstAt: instant,
  lastAt: instant,
})
/** Who looked at the household's records, latest first. */
const response = answers(z.object({ looks: z.array(look) }))

export const listLookersRoute: Route = (app, deps) => {
  app.get('/households/:id/lookers', { schema: { tags: ['registry'], params, response } }, async (request) => {
    const caller = callerOf(request)
    const { id } = request.params
    await getHousehold(deps.pool, caller.scope, id)
    await auditLook(deps.pool, caller, deps.clock(), { action: 'household.lookers.read', householdId: id })
    return { looks: await listLookers(deps.pool, id, LOOKERS_MAX) }
  })
}
