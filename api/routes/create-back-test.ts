import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { requestBackTest } from '../../registry/back-test.ts'
import { policySettings } from '../../watch/policy.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { once } from '../once.ts'

const body = z.object({ areaId, from: instant, until: instant, settings: policySettings.strict() })
const created = z.object({ id: z.number().int() })

/** Puts a draft policy in line to be run over what was recorded in the area; ask for its id how far it is. */
export const createBackTestRoute: Route = (app, deps) => {
  app.post('/back-tests', { schema: { tags: ['back-tests'], body, response: answers(created) } }, async (request) => {
    const answer = await once(deps, request, created, async (tx, caller, now) => {
      const id = await requestBackTest(tx, caller.scope, request.body, caller.staffId, now)
      await audit(tx, caller, now, {
        action: 'back_test.start',
        areaId: request.body.areaId,
        detail: { id, ...request.body },
      })
      return { id }
    })
    deps.wakeBackTests()
    return answer
  })
}
