import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { changePassword } from '../../registry/sign-in.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Api, ApiDeps } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import type { LoginGate } from '../login-gate.ts'

const body = z.object({ current: z.string().min(1).max(256), next: z.string().min(1).max(256) })

export function changeMyPasswordRoute(app: Api, deps: ApiDeps, gate: LoginGate): void {
  app.post('/me/password', { schema: { tags: ['session'], body, response: answers(done) } }, async (request) => {
    const holder = callerOf(request)
    if (gate.limiter.begin(holder.username, request.ip) !== null) throw new Failure('request.too_many')
    const { current, next } = request.body
    await inTransaction(deps.pool, async (tx) => {
      await changePassword(tx, { holder, token: holder.token, current, next }, deps.clock())
      await audit(tx, holder, deps.clock(), { action: 'password.change' })
    })
    gate.limiter.succeeded(holder.username, request.ip)
    return {}
  })
}
