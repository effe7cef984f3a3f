import { z } from 'zod'
import { createPolicyVersion, refusePreset } from '../../registry/policy.ts'
import { policySettings } from '../../watch/policy.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'

const body = z.object({ name: z.string().trim().min(1).max(64), settings: policySettings.strict() })
const created = z.object({ id: z.number().int(), version: z.number().int() })

/**
 * A new name, or the next version of a name that exists. It holds nowhere until it is assigned; but of a preset, which
 * only administrators of everything change, new orders without another take the newest version.
 */
export const createPolicyRoute: Route = (app, deps) => {
  app.post('/policies', { schema: { tags: ['registry'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      await refusePreset(tx, caller.scope, request.body.name)
      const made = await createPolicyVersion(tx, { ...request.body, createdBy: caller.username }, now)
      await audit(tx, caller, now, { action: 'policy.create', detail: { ...made, name: request.body.name } })
      return made
    })
  })
}
