import { z } from 'zod'
import { silenceId } from '../../base/id.ts'
import { endSilence } from '../../registry/silence.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(silenceId) })

/** What is still due goes out now, and escalations go on. */
export const endSilenceRoute: Route = (app, deps) => {
  app.post('/silences/:id/end', { schema: { tags: ['alerts'], params, response: answers(done) } }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      const { areaId, householdId } = await endSilence(tx, caller.scope, id, caller.username, now)
      const householdOrNone = householdId ?? undefined
      await audit(tx, caller, now, { action: 'silence.end', areaId, householdId: householdOrNone, detail: { id } })
      return {}
    })
  })
}
