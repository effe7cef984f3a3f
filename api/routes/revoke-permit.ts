import { z } from 'zod'
import { permitId } from '../../base/id.ts'
import { revokePermit } from '../../registry/permit.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(permitId) })

export const revokePermitRoute: Route = (app, deps) => {
  app.post('/permits/:id/revoke', { schema: { tags: ['registry'], params, response: answers(done) } }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      const { householdId, areaId } = await revokePermit(tx, caller.scope, id, caller.username, now)
      const about = { householdId: householdId ?? undefined, areaId }
      await audit(tx, caller, now, { action: 'permit.revoke', ...about, detail: { id } })
      return {}
    })
  })
}
