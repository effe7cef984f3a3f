import { z } from 'zod'
import { escalationPolicyId } from '../../base/id.ts'
import { endEscalationPolicy } from '../../registry/escalation-policy.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(escalationPolicyId) })

/** What is raised from now on goes by the next one that is for it. */
export const endEscalationPolicyRoute: Route = (app, deps) => {
  const schema = { tags: ['alerts'], params, response: answers(done) }
  app.post('/escalation-policies/:id/end', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      const { areaId, name } = await endEscalationPolicy(tx, caller.scope, id, now)
      await audit(tx, caller, now, { action: 'escalation_policy.end', areaId, detail: { id, name } })
      return {}
    })
  })
}
