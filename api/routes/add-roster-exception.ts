import { z } from 'zod'
import { rosterId, staffId } from '../../base/id.ts'
import { addException } from '../../registry/roster/exception.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'
import { reasonShape } from '../reason-shape.ts'

const params = z.object({ id: idText(rosterId) })
const terms = { staffId, from: instant, until: instant, reason: reasonShape }
/** Somebody is away, there besides, or another takes their place. It lies on top of the exceptions that there are. */
const body = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('absent'), ...terms }),
  z.object({ kind: z.literal('extra'), ...terms }),
  z.object({ kind: z.literal('swap'), ...terms, substituteId: staffId }),
])
const created = z.object({ id: z.number().int() })
const schema = { tags: ['rosters'], params, body, response: answers(created) }

export const addRosterExceptionRoute: Route = (app, deps) => {
  app.post('/rosters/:id/exceptions', { schema }, (request) => {
    const asked = request.body
    return once(deps, request, created, async (tx, caller, now) => {
      const by = caller.username
      const exception = asked.kind === 'swap' ? { ...asked, by } : { ...asked, by, substituteId: null }
      const { id, roster } = await addException(tx, caller.scope, request.params.id, exception, now)
      const { kind, staffId, substituteId, from, until } = exception
      const detail = { ...{ id, roster: roster.id, kind, staffId, substituteId, from, until } }
      await audit(tx, caller, now, { action: 'roster_exception.add', areaId: roster.areaId, detail })
      return { id }
    })
  })
}
