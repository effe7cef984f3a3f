import { z } from 'zod'
import { rosterId, staffId } from '../../base/id.ts'
import { getRoster } from '../../registry/roster/roster.ts'
import { readRoster } from '../../store/roster.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'
import { peopleOf, personShape, rosterOf, rosterShape } from '../roster-shape.ts'

const params = z.object({ id: idText(rosterId) })
const shift = z.object({
  id: z.number().int(),
  staffId,
  /** 1 is Monday. */
  weekdays: z.array(z.number().int()),
  from: z.string(),
  /** Of the next day when it is not later than `from`. */
  until: z.string(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
})
const exception = z.object({
  id: z.number().int(),
  kind: z.enum(['absent', 'extra', 'swap']),
  staffId,
  substituteId: staffId.nullable(),
  from: instant,
  until: instant,
  reason: z.string(),
  by: z.string(),
})
/** Shifts and exceptions that are not over; who they name is among the people. */
const response = answers(
  rosterShape.extend({ shifts: z.array(shift), exceptions: z.array(exception), people: z.array(personShape) }),
)

export const showRosterRoute: Route = (app, deps) => {
  app.get('/rosters/:id', { schema: { tags: ['rosters'], params, response } }, async (request) => {
    const summary = await getRoster(deps.pool, callerOf(request).scope, request.params.id)
    const { shifts, exceptions, fallback } = await readRoster(deps.pool, summary.id, deps.clock())
    const named = [...shifts.map((it) => it.staffId), ...exceptions.flatMap((it) => [it.staffId, it.substituteId])]
    const staff = [...new Set([...fallback, ...named.filter((it) => it !== null)])]
    const people = await peopleOf(deps.pool, staff)
    return {
      ...rosterOf(summary, people),
      shifts: shifts.map((it) => ({ ...it, weekdays: [...it.weekdays] })),
      exceptions: [...exceptions],
      people: people(staff),
    }
  })
}
