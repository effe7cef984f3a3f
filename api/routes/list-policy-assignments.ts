import { z } from 'zod'
import { areaId, householdId, orderId } from '../../base/id.ts'
import { ASSIGNMENT_STANDINGS, listPolicyAssignments } from '../../store/policy.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idPage, nextOf } from '../page.ts'

/** `standing`: what is in force or to come; `all`: what is over as well. */
const querystring = idPage.extend({ show: z.enum(['standing', 'all']).default('all') })
const assignment = z.object({
  id: z.number().int(),
  orderId: orderId.nullable(),
  areaId: areaId.nullable(),
  policyId: z.number().int().nullable(),
  from: instant,
  assignedBy: z.string(),
  /** Over when another was assigned to the same place since, or its order has ended. */
  standing: z.enum(ASSIGNMENT_STANDINGS),
  /** The area behind the one around it, or the household of the order. */
  place: z.string(),
  householdId: householdId.nullable(),
})
const response = answers(z.object({ assignments: z.array(assignment), next: z.number().int().nullable() }))

/** What was assigned within the caller's areas, and to the areas around them, which theirs inherit from. */
export const listPolicyAssignmentsRoute: Route = (app, deps) => {
  app.get('/policy-assignments', { schema: { tags: ['registry'], querystring, response } }, async (request) => {
    const { show, after, limit } = request.query
    const { scope } = callerOf(request)
    const filter = { scope, standing: show === 'standing', now: deps.clock(), after, limit }
    const assignments = await listPolicyAssignments(deps.pool, filter)
    return { assignments, next: nextOf(assignments, limit, (it) => it.id) }
  })
}
