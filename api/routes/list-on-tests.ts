import { z } from 'zod'
import { householdId, sensorUid } from '../../base/id.ts'
import { getHousehold } from '../../registry/household.ts'
import { listOnTests } from '../../store/on-test.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idPage, idText } from '../page.ts'

const params = z.object({ id: idText(householdId) })
const querystring = z.object({ limit: idPage.shape.limit })
const onTest = z.object({
  id: z.number().int(),
  sensorUid: sensorUid.nullable(),
  from: instant,
  until: instant,
  endedAt: instant.nullable(),
  reason: z.string(),
  putBy: z.string(),
})
/** Latest first. */
const response = answers(z.object({ onTests: z.array(onTest) }))

export const listOnTestsRoute: Route = (app, deps) => {
  app.get(
    '/households/:id/on-tests',
    { schema: { tags: ['registry'], params, querystring, response } },
    async (request) => {
      const { id } = request.params
      await getHousehold(deps.pool, callerOf(request).scope, id)
      return { onTests: await listOnTests(deps.pool, id, request.query.limit) }
    },
  )
}
