import { z } from 'zod'
import { silenceId } from '../../base/id.ts'
import { createSilence, SILENCE_MS_MAX } from '../../registry/silence.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { once } from '../once.ts'
import { silenceTerms } from '../silence-shape.ts'

const MINUTE_MS = 60_000

const body = silenceTerms
  .extend({
    /** Null: now, by the service's clock. */
    from: instant.nullable().default(null),
    until: instant.optional(),
    /** In place of `until`: how long from its beginning on, whatever the caller's clock says. */
    minutes: z
      .number()
      .int()
      .min(1)
      .max(SILENCE_MS_MAX / MINUTE_MS)
      .optional(),
  })
  .refine((it) => (it.until === undefined) !== (it.minutes === undefined), {
    path: ['until'],
    message: 'either until or minutes',
  })
const created = z.object({ id: silenceId })

/** While it lasts, alerts are raised, shown and logged, and nobody is told of them. */
export const createSilenceRoute: Route = (app, deps) => {
  app.post('/silences', { schema: { tags: ['alerts'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const { from: asked, until: end, minutes = 0, ...terms } = request.body
      const from = asked ?? now
      const until = end ?? from + minutes * MINUTE_MS
      const id = await createSilence(tx, caller.scope, { ...terms, from, until }, caller.username, now)
      const { areaId, householdId } = terms
      const detail = { id, ...terms, from: new Date(from).toISOString(), until: new Date(until).toISOString() }
      await audit(tx, caller, now, { action: 'silence.create', areaId, householdId: householdId ?? undefined, detail })
      return { id }
    })
  })
}
