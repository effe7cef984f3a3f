import { z } from 'zod'
import { areaId, rosterId } from '../../base/id.ts'
import { createRoster } from '../../registry/roster/roster.ts'
import { ROSTER_LEVELS } from '../../store/roster.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { FALLBACK, ROSTER_NAME } from '../roster-shape.ts'

const body = z.object({ areaId, name: ROSTER_NAME, level: z.enum(ROSTER_LEVELS), fallback: FALLBACK })
const created = z.object({ id: rosterId })

export const createRosterRoute: Route = (app, deps) => {
  app.post('/rosters', { schema: { tags: ['rosters'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const id = await createRoster(tx, caller.scope, request.body, now)
      const { areaId: area } = request.body
      await audit(tx, caller, now, { action: 'roster.create', areaId: area, detail: { id, ...request.body } })
      return { id }
    })
  })
}
