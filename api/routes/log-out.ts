import { signOut } from '../../registry/sign-in.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { clearSessionCookie } from '../session-cookie.ts'

export const logOutRoute: Route = (app, deps) => {
  app.post('/logout', { schema: { tags: ['session'], response: answers(done) } }, async (request, reply) => {
    const caller = callerOf(request)
    await inTransaction(deps.pool, async (tx) => {
      await signOut(tx, caller.token, deps.clock())
      await audit(tx, caller, deps.clock(), { action: 'session.end' })
    })
    clearSessionCookie(reply, deps.secure)
    return {}
  })
}
