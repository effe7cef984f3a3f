import { z } from 'zod'
import { areaId, orderId } from '../../base/id.ts'
import { listPolicyAssignments } from '../../store/policy.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idPage, nextOf } from '../page.ts'

const assignment = z.object({
  id: z.number().int(),
  orderId: orderId.nullable(),
  areaId: areaId.nullable(),
  policyId: z.number().int().nullable(),
  from: instant,
  assignedBy: z.string(),
})
const response = answers(z.object({ assignments: z.array(assignment), next: z.number().int().nullable() }))

/** What was assigned within the caller's areas, and to the areas around them, which theirs inherit from. */
export const listPolicyAssignmentsRoute: Route = (app, deps) => {
  app.get('/policy-assignments', { schema: { tags: ['registry'], querystring: idPage, response } }, async (request) => {
    const { after, limit } = request.query
    const assignments = await listPolicyAssignments(deps.pool, { scope: callerOf(request).scope, after, limit })
    return { assignments, next: nextOf(assignments, limit, (it) => it.id) }
  })
}
