import { z } from 'zod'
import { escalationPolicyId } from '../../base/id.ts'
import { createEscalationPolicy, endEscalationPolicy } from '../../registry/escalation-policy.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { escalationPolicyTerms } from '../escalation-policy-shape.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'

/** `replaces`: the one that ends as this one begins, so that no alert meanwhile goes by another. */
const body = escalationPolicyTerms.extend({ replaces: escalationPolicyId.nullable().default(null) })
const created = z.object({ id: escalationPolicyId })

/** It holds for what is raised from now on; escalations that run keep the policy that they began with. */
export const createEscalationPolicyRoute: Route = (app, deps) => {
  app.post('/escalation-policies', { schema: { tags: ['alerts'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const { replaces, ...policy } = request.body
      if (replaces !== null) {
        const ended = await endEscalationPolicy(tx, caller.scope, replaces, now)
        const detail = { id: replaces, name: ended.name }
        await audit(tx, caller, now, { action: 'escalation_policy.end', areaId: ended.areaId, detail })
      }
      const id = await createEscalationPolicy(tx, caller.scope, policy, caller.username, now)
      const detail = { id, ...request.body }
      await audit(tx, caller, now, { action: 'escalation_policy.create', areaId: policy.areaId, detail })
      return { id }
    })
  })
}
