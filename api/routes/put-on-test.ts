import { z } from 'zod'
import { householdId, sensorUid } from '../../base/id.ts'
import { ON_TEST_MINUTES_MAX, putOnTest } from '../../registry/on-test.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(householdId) })
const body = z.object({
  /** Left out: every door of the household. */
  sensorUid: sensorUid.nullable().default(null),
  minutes: z.number().int().min(1).max(ON_TEST_MINUTES_MAX).default(ON_TEST_MINUTES_MAX),
  reason: z.string().trim().min(1).max(200),
})
const created = z.object({ id: z.number().int() })

/** Openings are recorded as test and raise nothing, tamper and silence are not judged; it returns by itself. */
export const putOnTestRoute: Route = (app, deps) => {
  app.post(
    '/households/:id/on-test',
    { schema: { tags: ['registry'], params, body, response: answers(created) } },
    (request) => {
      const { id: household } = request.params
      return once(deps, request, created, async (tx, caller, now) => {
        const put = { ...request.body, householdId: household, putBy: caller.username }
        const id = await putOnTest(tx, caller.scope, put, now)
        await audit(tx, caller, now, { action: 'on_test.put', householdId: household, detail: { id, ...request.body } })
        return { id }
      })
    },
  )
}
