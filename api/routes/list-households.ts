import { z } from 'zod'
import { areaId, householdId } from '../../base/id.ts'
import { listHouseholds } from '../../store/household.ts'
import { householdCoverage, householdState } from '../../watch/door-view.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { householdShape } from '../household-shape.ts'
import { idPage, idText, nextOf } from '../page.ts'

const SEARCH_MAX = 64

const querystring = idPage.extend({
  areaId: idText(areaId).optional(),
  /** Part of the building, unit, room, compound and community, in this order. */
  search: z.string().trim().max(SEARCH_MAX).default(''),
  /** Only those with a sensor on a door, or only those without. */
  hasSensor: z.stringbool().optional(),
})
const household = householdShape.extend({
  state: z.enum(['open', 'closed', 'unknown']),
  /** The share of its present order for which its least known door is proved; null without an order. */
  coverage: z.number().nullable(),
  /** On its doors now. */
  sensors: z.number().int(),
})
const page = z.object({ households: z.array(household), next: householdId.nullable() })

export const listHouseholdsRoute: Route = (app, deps) => {
  app.get('/households', { schema: { tags: ['registry'], querystring, response: answers(page) } }, async (request) => {
    const { areaId = null, hasSensor = null, search, after, limit } = request.query
    const { scope } = callerOf(request)
    const found = await listHouseholds(deps.pool, { scope, areaId, search, hasSensor, after, limit })
    const ids = found.map((it) => it.id)
    const doors = await deps.doorsOf(deps.pool, ids, deps.clock())
    const households = found.map((it) => {
      const views = doors.get(it.id) ?? []
      return { ...it, state: householdState(views), coverage: householdCoverage(views) }
    })
    return { households, next: nextOf(households, limit, (it) => it.id) }
  })
}
