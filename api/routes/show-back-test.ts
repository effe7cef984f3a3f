import { z } from 'zod'
import { backTestResult } from '../../evaluator/back-test/back-test-result.ts'
import { getBackTest } from '../../registry/back-test.ts'
import { policySettings } from '../../watch/policy.ts'
import { backTestShape } from '../back-test-shape.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number().int()) })

export const showBackTestRoute: Route = (app, deps) => {
  app.get(
    '/back-tests/:id',
    { schema: { tags: ['back-tests'], params, response: answers(backTestShape) } },
    async (request) => {
      const run = await getBackTest(deps.pool, callerOf(request).scope, request.params.id)
      const result = run.result === null ? null : backTestResult.parse(run.result)
      return { ...run, settings: policySettings.parse(run.settings), result }
    },
  )
}
