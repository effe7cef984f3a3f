import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { signIn } from '../../registry/sign-in.ts'
import { audit } from '../audit.ts'
import type { Api, ApiDeps } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import type { LoginGate } from '../login-gate.ts'
import { setSessionCookie } from '../session-cookie.ts'

const body = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256) })

export function logInRoute(app: Api, deps: ApiDeps, gate: LoginGate): void {
  app.post('/login', { schema: { tags: ['session'], body, response: answers(done) } }, async (request, reply) => {
    const { username } = request.body
    const waitMs = gate.limiter.begin(username, request.ip)
    if (waitMs !== null) {
      gate.refused('too_many')
      reply.header('retry-after', Math.ceil(waitMs / 1000))
      throw new Failure('request.too_many')
    }
    const signedIn = await signIn(deps.pool, request.body, deps.clock())
    if (signedIn === null) {
      gate.refused('failed')
      throw new Failure('login.failed')
    }
    gate.limiter.succeeded(username, request.ip)
    await audit(deps.pool, signedIn, deps.clock(), { action: 'session.begin' })
    setSessionCookie(reply, signedIn.token, deps.secure)
    return {}
  })
}
