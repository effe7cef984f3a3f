import { z } from 'zod'
import { householdId, permitId } from '../../base/id.ts'
import { listPermits } from '../../store/permit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idPage, idText, nextOf } from '../page.ts'
import { permitShape } from '../permit-shape.ts'

const querystring = idPage.extend({ householdId: idText(householdId).optional() })
const response = answers(z.object({ permits: z.array(permitShape), next: permitId.nullable() }))

export const listPermitsRoute: Route = (app, deps) => {
  app.get('/permits', { schema: { tags: ['registry'], querystring, response } }, async (request) => {
    const { householdId, after, limit } = request.query
    const { scope } = callerOf(request)
    const permits = await listPermits(deps.pool, { scope, householdId: householdId ?? null, after, limit })
    return { permits, next: nextOf(permits, limit, (it) => it.id) }
  })
}
