import { z } from 'zod'
import { householdId, orderId, permitId, sensorUid } from '../../base/id.ts'
import { getHousehold } from '../../registry/household.ts'
import { listOpenings } from '../../store/opening.ts'
import { householdCoverage } from '../../watch/door-view.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idPage, idText } from '../page.ts'

const SPAN_DEFAULT_MS = 14 * 24 * 3600 * 1000

const params = z.object({ id: idText(householdId) })
const querystring = z.object({
  from: instant.optional(),
  until: instant.optional(),
  limit: idPage.shape.limit,
  purpose: z.string().max(200).optional(),
})
const opening = z.object({
  orderId,
  sensorUid,
  openedAt: instant,
  closedAt: instant.nullable(),
  permitId: permitId.nullable(),
  explanation: z.unknown(),
})
/**
 * Latest first; whoever needs earlier ones asks again until the last one's `openedAt`. No opening means little where the
 * door could not be seen: the coverage of the present order stands beside them, null without one.
 */
const response = answers(z.object({ openings: z.array(opening), coverage: z.number().nullable() }))

export const listOpeningsRoute: Route = (app, deps) => {
  app.get(
    '/households/:id/openings',
    { schema: { tags: ['registry'], params, querystring, response } },
    async (request) => {
      const caller = callerOf(request)
      const { id } = request.params
      const now = deps.clock()
      await getHousehold(deps.pool, caller.scope, id)
      const { purpose, limit } = request.query
      await audit(deps.pool, caller, now, { action: 'household.openings.read', householdId: id, purpose })
      const until = request.query.until ?? now + 1
      const from = request.query.from ?? until - SPAN_DEFAULT_MS
      const doors = (await deps.doorsOf(deps.pool, [id], now)).get(id) ?? []
      const openings = await listOpenings(deps.pool, { householdId: id, from, until, limit })
      return { openings, coverage: householdCoverage(doors) }
    },
  )
}
