import { z } from 'zod'
import { areaId, staffId } from '../../base/id.ts'
import { SEVERITIES } from '../../store/alert.ts'
import { CHANNELS, listContactPoints } from '../../store/contact-point.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idPage, nextOf } from '../page.ts'

const point = z.object({
  id: z.number().int(),
  /** Every alert of the area goes there; null for a member of staff's own, to which escalations go. */
  areaId: areaId.nullable(),
  staffId: staffId.nullable(),
  channel: z.enum(CHANNELS),
  target: z.string(),
  /** Whether a secret signs what is sent. The secret itself is never shown. */
  signed: z.boolean(),
  severityMin: z.enum(SEVERITIES),
  /** Among its owner's: the lowest is used first. */
  place: z.number().int(),
  disabledAt: instant.nullable(),
  /** When something was last known to arrive there, to the hour. */
  deliveredAt: instant.nullable(),
})
const response = answers(z.object({ contactPoints: z.array(point), next: z.number().int().nullable() }))

export const listContactPointsRoute: Route = (app, deps) => {
  app.get('/contact-points', { schema: { tags: ['alerts'], querystring: idPage, response } }, async (request) => {
    const { scope } = callerOf(request)
    const contactPoints = await listContactPoints(deps.pool, { scope, ...request.query })
    return { contactPoints, next: nextOf(contactPoints, request.query.limit, (it) => it.id) }
  })
}
