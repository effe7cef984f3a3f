import { z } from 'zod'
import { rosterId, staffId } from '../../base/id.ts'
import { addShift } from '../../registry/roster/shift.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const WEEKDAYS_MAX = 14

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is 00:00 to 23:59')
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day is as 2026-03-29')
const params = z.object({ id: idText(rosterId) })
const body = z.object({
  staffId,
  /** 1 is Monday. */
  weekdays: z.array(z.number().int()).max(WEEKDAYS_MAX),
  /** By the wall clock of the area. */
  from: time,
  /** Of the next day when it is not later than `from`. */
  until: time,
  /** The first and the last day on which it begins. */
  validFrom: day,
  validUntil: day.nullable().default(null),
})
const created = z.object({ id: z.number().int() })

export const addShiftRoute: Route = (app, deps) => {
  app.post(
    '/rosters/:id/shifts',
    { schema: { tags: ['rosters'], params, body, response: answers(created) } },
    (request) => {
      return once(deps, request, created, async (tx, caller, now) => {
        const { id, roster } = await addShift(tx, caller.scope, request.params.id, request.body, now)
        const detail = { id, roster: roster.id, ...request.body }
        await audit(tx, caller, now, { action: 'shift.add', areaId: roster.areaId, detail })
        return { id }
      })
    },
  )
}
