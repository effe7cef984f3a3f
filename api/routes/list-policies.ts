import { z } from 'zod'
import { listPolicies } from '../../store/policy.ts'
import { policySettings } from '../../watch/policy.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idPage, nextOf } from '../page.ts'

const policy = z.object({
  id: z.number().int(),
  name: z.string(),
  version: z.number().int(),
  settings: policySettings,
  createdAt: instant,
  createdBy: z.string(),
})
const response = answers(z.object({ policies: z.array(policy), next: z.number().int().nullable() }))

/** Every version of every policy, the presets among them. */
export const listPoliciesRoute: Route = (app, deps) => {
  app.get('/policies', { schema: { tags: ['registry'], querystring: idPage, response } }, async (request) => {
    const { after, limit } = request.query
    const policies = await listPolicies(deps.pool, after, limit)
    return {
      policies: policies.map((it) => ({ ...it, settings: policySettings.parse(it.settings) })),
      next: nextOf(policies, limit, (it) => it.id),
    }
  })
}
