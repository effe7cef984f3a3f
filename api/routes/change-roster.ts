import { z } from 'zod'
import { rosterId } from '../../base/id.ts'
import { changeRoster } from '../../registry/roster/roster.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'
import { FALLBACK, ROSTER_NAME } from '../roster-shape.ts'

const params = z.object({ id: idText(rosterId) })
/** What is left out stays. */
const body = z.object({ name: ROSTER_NAME.optional(), fallback: FALLBACK.optional() })

export const changeRosterRoute: Route = (app, deps) => {
  app.post(
    '/rosters/:id/change',
    { schema: { tags: ['rosters'], params, body, response: answers(done) } },
    (request) => {
      const { id } = request.params
      return once(deps, request, done, async (tx, caller, now) => {
        const { areaId, name, fallback } = await changeRoster(tx, caller.scope, id, request.body, now)
        const detail = { id, before: { name, fallback }, change: request.body }
        await audit(tx, caller, now, { action: 'roster.change', areaId, detail })
        return {}
      })
    },
  )
}
