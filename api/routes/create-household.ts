import { z } from 'zod'
import { areaId, householdId } from '../../base/id.ts'
import { FLOOR_MAX, FLOOR_MIN, ROOM_MAX } from '../../registry/field-limits.ts'
import { createHousehold } from '../../registry/household.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'

const body = z.object({
  areaId,
  room: z.string().trim().min(1).max(ROOM_MAX),
  floor: z.number().int().min(FLOOR_MIN).max(FLOOR_MAX).optional(),
})
const created = z.object({ id: householdId })

export const createHouseholdRoute: Route = (app, deps) => {
  app.post('/households', { schema: { tags: ['registry'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const household = { ...request.body, floor: request.body.floor ?? null }
      const id = await createHousehold(tx, caller.scope, household)
      await audit(tx, caller, now, { action: 'household.create', householdId: id })
      return { id }
    })
  })
}
