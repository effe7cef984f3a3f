import { z } from 'zod'
import { areaId, escalationPolicyId } from '../../base/id.ts'
import { DEFAULT_TERMS } from '../../registry/escalation-policy.ts'
import { listEscalationPolicies } from '../../store/escalation-policy.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { escalationDefaults, escalationPolicyShape } from '../escalation-policy-shape.ts'
import { answers } from '../failure-shape.ts'
import { idPage, idText, nextOf } from '../page.ts'

const querystring = idPage.extend({ areaId: idText(areaId).optional() })
const response = answers(
  z.object({
    policies: z.array(escalationPolicyShape),
    next: escalationPolicyId.nullable(),
    /** What is done about critical and major alerts that no policy is for. */
    defaults: escalationDefaults,
  }),
)

/** Those that have ended as well. */
export const listEscalationPoliciesRoute: Route = (app, deps) => {
  app.get('/escalation-policies', { schema: { tags: ['alerts'], querystring, response } }, async (request) => {
    const { areaId: area = null, after, limit } = request.query
    const { scope } = callerOf(request)
    const policies = await listEscalationPolicies(deps.pool, { scope, areaId: area, after, limit })
    return { policies, next: nextOf(policies, limit, (it) => it.id), defaults: DEFAULT_TERMS }
  })
}
