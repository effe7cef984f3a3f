import { z } from 'zod'
import { areaId, householdId } from '../../base/id.ts'
import { listHouseholds } from '../../store/household.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { householdShape } from '../household-shape.ts'
import { idPage, idText, nextOf } from '../page.ts'

const querystring = idPage.extend({ areaId: idText(areaId).optional() })
const page = z.object({ households: z.array(householdShape), next: householdId.nullable() })

export const listHouseholdsRoute: Route = (app, deps) => {
  app.get('/households', { schema: { tags: ['registry'], querystring, response: answers(page) } }, async (request) => {
    const { after, limit } = request.query
    const { scope } = callerOf(request)
    const households = await listHouseholds(deps.pool, { scope, areaId: request.query.areaId ?? null, after, limit })
    return { households, next: nextOf(households, limit, (it) => it.id) }
  })
}
