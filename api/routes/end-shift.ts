import { z } from 'zod'
import { endShift } from '../../registry/roster/shift.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number().int()) })
/** The last day on which it begins; null: today in the area. */
const body = z.object({ lastDay: z.string().max(10).nullable() })

export const endShiftRoute: Route = (app, deps) => {
  app.post('/shifts/:id/end', { schema: { tags: ['rosters'], params, body, response: answers(done) } }, (request) => {
    const { id } = request.params
    const { lastDay } = request.body
    return once(deps, request, done, async (tx, caller, now) => {
      const roster = await endShift(tx, caller.scope, id, lastDay, now)
      const detail = { id, roster: roster.id, lastDay }
      await audit(tx, caller, now, { action: 'shift.end', areaId: roster.areaId, detail })
      return {}
    })
  })
}
