import { z } from 'zod'
import { rosterId } from '../../base/id.ts'
import { readCalendar } from '../../registry/roster/calendar.ts'
import { getRoster } from '../../registry/roster/roster.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'
import { peopleOf, personShape, SOURCE } from '../roster-shape.ts'

const params = z.object({ id: idText(rosterId) })
const querystring = z.object({ from: instant, until: instant })
const stretch = z.object({
  from: instant,
  until: instant,
  source: SOURCE,
  /** Nobody is on duty: these are the fallback. */
  isGap: z.boolean(),
  staff: z.array(personShape),
})
const response = answers(z.object({ timeZone: z.string(), stretches: z.array(stretch) }))
const schema = { tags: ['rosters'], params, querystring, response }

/** Who is on duty from one instant until another, without holes. */
export const showRosterCalendarRoute: Route = (app, deps) => {
  app.get('/rosters/:id/calendar', { schema }, async (request) => {
    const { from, until } = request.query
    const { id, timeZone } = await getRoster(deps.pool, callerOf(request).scope, request.params.id)
    const found = await readCalendar(deps.pool, id, from, until)
    const named = found.flatMap((it) => it.staff)
    const people = await peopleOf(deps.pool, named)
    const stretches = found.map((it) => ({ ...it, isGap: it.source === 'fallback', staff: people(it.staff) }))
    return { timeZone, stretches }
  })
}
