import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { acknowledgeByLink, type LinkedState, type LinkUse, viewLink } from '../registry/acknowledge-by-link.ts'
import { isResidentToken } from '../registry/resident-link.ts'
import type { Answered } from '../store/alert.ts'
import { inTransaction } from '../store/transaction.ts'
import { alertPage, type Refusal, refusalPage } from './acknowledge-page.ts'
import type { ApiMetrics } from './api-metrics.ts'
import type { Api, ApiDeps } from './deps.ts'
import { failureOf } from './failure-handler.ts'
import { languageOf } from './language-of.ts'

/** From one address, for looking and for acknowledging; a street's whole staff may stand behind one. */
export const LINKS_PER_MINUTE_MAX = 120
const FORM_BYTES_MAX = 1024
const STATUSES = {
  invalid: 404,
  expired: 410,
  disabled: 403,
  out_of_area: 403,
  too_many: 429,
  unavailable: 503,
} as const
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // Stricter than the console's: nothing runs here.
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
}

const params = z.object({ token: z.string() })

/**
 * The page behind a message's link. Looking at it changes nothing, whoever looks; its button acknowledges. The token is
 * all that it takes: there is no session that another site's form could use.
 */
export async function serveAcknowledge(app: Api, deps: ApiDeps, metrics: ApiMetrics): Promise<void> {
  const linkOf = ({ token }: { readonly token: string }): LinkUse => ({ key: deps.linkKey, token, now: deps.clock() })
  const refuse = (request: FastifyRequest, reply: FastifyReply, why: Refusal): FastifyReply => {
    metrics.linksRefused.inc({ why })
    return send(reply, STATUSES[why], refusalPage(why, languageOf(request.headers['accept-language'])))
  }
  const show = (request: FastifyRequest, reply: FastifyReply, state: LinkedState, isTaken: boolean): FastifyReply => {
    if (!('alert' in state)) return refuse(request, reply, state.kind)
    return send(reply, isTaken ? 409 : 200, alertPage(state, languageOf(request.headers['accept-language'])))
  }
  await app.register(async (pages: Api) => {
    const form = { parseAs: 'string', bodyLimit: FORM_BYTES_MAX } as const
    pages.addContentTypeParser('application/x-www-form-urlencoded', form, (_request, _body, done) => done(null))
    pages.setErrorHandler((error: FastifyError, request, reply) => refuse(request, reply, whyFailed(error, request)))
    const rateLimit = { max: LINKS_PER_MINUTE_MAX, timeWindow: 60_000 }
    const options = { schema: { hide: true, params }, config: { rateLimit } }
    pages.get('/a/:token', { ...options, exposeHeadRoute: true }, async (request, reply) => {
      const { token } = request.params
      // A text message's template holds the address up to the token, for residents as for staff.
      if (isResidentToken(token)) return reply.headers(HEADERS).redirect(`../r/${token}`)
      return show(request, reply, await viewLink(deps.pool, linkOf(request.params)), false)
    })
    pages.post('/a/:token', options, async (request, reply) => {
      const told: Answered[] = []
      const use = linkOf(request.params)
      const state = await inTransaction(deps.pool, (tx) => acknowledgeByLink(tx, use, (it) => told.push(it)))
      metrics.answered(told)
      return show(request, reply, state, state.kind === 'acknowledged' || state.kind === 'resolved')
    })
  })
}

function send(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).headers(HEADERS).send(page)
}

function whyFailed(error: FastifyError, request: FastifyRequest): Refusal {
  const { status } = failureOf(error)
  if (status === 429) return 'too_many'
  if (status < 500) return 'invalid'
  request.log.error({ err: error, requestId: request.id }, 'request failed')
  return 'unavailable'
}
