import { z } from 'zod'
import { staffId } from '../../base/id.ts'
import { resetPassword } from '../../registry/staff.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'
import { password } from '../staff-shape.ts'

const params = z.object({ id: idText(staffId) })
const body = z.object({ password })

/** A password to begin with, handed over in person. */
export const resetPasswordRoute: Route = (app, deps) => {
  app.post('/staff/:id/password', { schema: { tags: ['staff'], params, body, response: answers(done) } }, (request) => {
    const { id } = request.params
    return once(deps, request, done, async (tx, caller, now) => {
      const given = { password: request.body.password, by: caller.staffId, now }
      const username = await resetPassword(tx, caller.scope, id, given)
      await audit(tx, caller, now, { action: 'staff.password', areaId: caller.scope[0], detail: { id, username } })
      return {}
    })
  })
}
