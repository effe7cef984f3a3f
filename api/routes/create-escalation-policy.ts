import { z } from 'zod'
import { escalationPolicyId } from '../../base/id.ts'
import { createEscalationPolicy } from '../../registry/escalation-policy.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { escalationPolicyTerms as body } from '../escalation-policy-shape.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'

const created = z.object({ id: escalationPolicyId })

/** It holds for what is raised from now on; escalations that run keep the policy that they began with. */
export const createEscalationPolicyRoute: Route = (app, deps) => {
  app.post('/escalation-policies', { schema: { tags: ['alerts'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const id = await createEscalationPolicy(tx, caller.scope, request.body, caller.username, now)
      const { areaId } = request.body
      await audit(tx, caller, now, { action: 'escalation_policy.create', areaId, detail: { id, ...request.body } })
      return { id }
    })
  })
}
