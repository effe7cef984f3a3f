import { z } from 'zod'
import { listBackTests } from '../../store/back-test.ts'
import { policySettings } from '../../watch/policy.ts'
import { listedBackTestShape } from '../back-test-shape.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { latestPage, nextOf } from '../page.ts'

const response = answers(z.object({ backTests: z.array(listedBackTestShape), next: z.number().int().nullable() }))

/** Those of the caller's areas, the latest first, whoever started them; a result is asked for by its id. */
export const listBackTestsRoute: Route = (app, deps) => {
  app.get('/back-tests', { schema: { tags: ['back-tests'], querystring: latestPage, response } }, async (request) => {
    const { after: before, limit } = request.query
    const runs = await listBackTests(deps.pool, { scope: callerOf(request).scope, before, limit })
    return {
      backTests: runs.map((it) => ({ ...it, settings: policySettings.parse(it.settings) })),
      next: nextOf(runs, limit, (it) => it.id),
    }
  })
}
