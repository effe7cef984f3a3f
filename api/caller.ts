import type { FastifyRequest } from 'fastify'
import { Failure } from '../base/failure.ts'
import { sessionHolder } from '../registry/sign-in.ts'
import type { Scope } from '../store/area.ts'
import type { SessionHolder } from '../store/session.ts'
import type { Api, ApiDeps } from './deps.ts'
import { BEFORE_PASSWORD_CHANGE, PERMISSIONS, type Permission } from './permissions.ts'
import { cookieName } from './session-cookie.ts'

/** Who calls, and the areas in which this route answers them. */
export interface Caller extends SessionHolder {
  readonly token: string
  readonly scope: Scope
}

const CALLER = 'caller'

/** Lets a request below /api/v1 through only when its route's permission says so. Must run before every route there. */
export function guardRoutes(app: Api, deps: ApiDeps): void {
  app.decorateRequest(CALLER, null)
  app.addHook('onRoute', ({ method, url }) => {
    if (!PERMISSIONS.has(`${method} ${url}`)) throw new TypeError(`${method} ${url} has no permission`)
  })
  // Not onRequest: the rate limit, which comes with each route, must count those without a session too.
  app.addHook('preParsing', async (request) => {
    const route = `${request.method} ${request.routeOptions.url}`
    const permission = PERMISSIONS.get(route)
    if (permission === undefined) throw new Failure('route.not_found')
    if (permission === 'anyone') return
    request.setDecorator(CALLER, await admit(request, deps, route, permission))
  })
}

async function admit(
  request: FastifyRequest,
  deps: ApiDeps,
  route: string,
  permission: Exclude<Permission, 'anyone'>,
): Promise<Caller> {
  const token = request.cookies[cookieName(deps.secure)]
  const holder = token === undefined ? null : await sessionHolder(deps.pool, token, deps.clock())
  if (token === undefined || holder === null) throw new Failure('session.missing')
  if (holder.mustChangePassword && !BEFORE_PASSWORD_CHANGE.includes(route)) throw new Failure('password.must_change')
  const scope = scopeOf(holder, permission)
  if (permission !== 'signed_in' && scope.length === 0) throw new Failure('access.denied')
  return { ...holder, token, scope }
}

/** The areas in which the holder has one of the roles. */
export function scopeOf(holder: SessionHolder, permission: Exclude<Permission, 'anyone'>): Scope {
  const grants = holder.grants.filter((grant) => permission === 'signed_in' || permission.includes(grant.role))
  return [...new Set(grants.map((grant) => grant.areaId))]
}

/** Only in routes that need a session. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = request.getDecorator<Caller | null>(CALLER)
  if (caller === null) throw new TypeError('this route has no caller')
  return caller
}
