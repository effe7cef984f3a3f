import { z } from 'zod'
import { rosterId } from '../../base/id.ts'
import { nextChange, onDuty } from '../../registry/roster/on-duty.ts'
import { getRoster } from '../../registry/roster/roster.ts'
import { readRoster } from '../../store/roster.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'
import { peopleOf, personShape, SOURCE } from '../roster-shape.ts'

const params = z.object({ id: idText(rosterId) })
const querystring = z.object({ at: instant.optional() })
const response = answers(
  z.object({
    at: instant,
    /** `fallback`: nobody is on duty. */
    source: SOURCE,
    staff: z.array(personShape),
    /** When this changes; null when that is more than two months off. */
    until: instant.nullable(),
  }),
)

/** Who is on duty at an instant; now without one. */
export const showOnDutyRoute: Route = (app, deps) => {
  app.get('/rosters/:id/on-duty', { schema: { tags: ['rosters'], params, querystring, response } }, async (request) => {
    const { id } = await getRoster(deps.pool, callerOf(request).scope, request.params.id)
    const at = request.query.at ?? deps.clock()
    const roster = await readRoster(deps.pool, id, at)
    const { staff, source } = onDuty(roster, at)
    const people = await peopleOf(deps.pool, staff)
    return { at, source, staff: people(staff), until: nextChange(roster, at) }
  })
}
