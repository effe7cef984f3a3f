import { z } from 'zod'
import { silenceId } from '../../base/id.ts'
import { createSilence } from '../../registry/silence.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { once } from '../once.ts'
import { silenceTerms } from '../silence-shape.ts'

/** `from` null: now. */
const body = silenceTerms.extend({ from: instant.nullable().default(null), until: instant })
const created = z.object({ id: silenceId })

/** While it lasts, alerts are raised, shown and logged, and nobody is told of them. */
export const createSilenceRoute: Route = (app, deps) => {
  app.post('/silences', { schema: { tags: ['alerts'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const { from, until, ...terms } = request.body
      const id = await createSilence(tx, caller.scope, { ...terms, from: from ?? now, until }, caller.username, now)
      const { areaId, householdId } = terms
      const detail = { id, ...terms, from: new Date(from ?? now).toISOString(), until: new Date(until).toISOString() }
      await audit(tx, caller, now, { action: 'silence.create', areaId, householdId: householdId ?? undefined, detail })
      return { id }
    })
  })
}
