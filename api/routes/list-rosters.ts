import { z } from 'zod'
import { areaId, rosterId } from '../../base/id.ts'
import { listRosters } from '../../store/roster.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idPage, idText, nextOf } from '../page.ts'
import { peopleOf, rosterOf, rosterShape } from '../roster-shape.ts'

const querystring = idPage.extend({ areaId: idText(areaId).optional() })
const response = answers(z.object({ rosters: z.array(rosterShape), next: rosterId.nullable() }))

/** Those that have ended as well. */
export const listRostersRoute: Route = (app, deps) => {
  app.get('/rosters', { schema: { tags: ['rosters'], querystring, response } }, async (request) => {
    const { areaId: area = null, after, limit } = request.query
    const rosters = await listRosters(deps.pool, { scope: callerOf(request).scope, areaId: area, after, limit })
    const staff = rosters.flatMap((it) => it.fallback)
    const people = await peopleOf(deps.pool, staff)
    return { rosters: rosters.map((it) => rosterOf(it, people)), next: nextOf(rosters, limit, (it) => it.id) }
  })
}
