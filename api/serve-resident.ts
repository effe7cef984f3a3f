import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Instant } from '../base/instant.ts'
import { unreachable } from '../base/unreachable.ts'
import { reportEmergency } from '../registry/emergency.ts'
import { hintContact } from '../registry/household-contact.ts'
import { askForPermit } from '../registry/permit-request.ts'
import { openResidentLink } from '../registry/resident-link.ts'
import { correctResidentPhone } from '../registry/resident-phone.ts'
import { viewResident } from '../registry/resident-view.ts'
import { noteResidentLinkOpened, type ResidentHome } from '../store/resident-link.ts'
import { inTransaction, type Queryable } from '../store/transaction.ts'
import type { ApiMetrics } from './api-metrics.ts'
import type { Api, ApiDeps } from './deps.ts'
import { failureOf } from './failure-handler.ts'
import { type Language, languageOf } from './language-of.ts'
import { type ResidentAct, residentAct } from './resident-act.ts'
import { residentPage, residentRefusal } from './resident-page.ts'
import { type Refusal, SAID, type Said } from './resident-words.ts'

/** From one address, for looking and for acting: a whole building may stand behind one. */
export const RESIDENT_PAGES_PER_MINUTE_MAX = 120
const FORM_BYTES_MAX = 4096
const STATUSES = { invalid: 404, revoked: 410, expired: 410, too_many: 429, unavailable: 503 } as const
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // Stricter than the console's: nothing runs here.
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
}

const language = z.enum(['zh', 'en']).optional().catch(undefined)
const params = z.object({ token: z.string() })
const querystring = z.object({
  lang: language,
  said: z.enum(SAID).optional().catch(undefined),
  confirm: z.literal('emergency').optional().catch(undefined),
})

/**
 * A household's own page, behind the link that staff hand out. Looking at it changes nothing but when it was last opened.
 * The token is all that it takes: there is no session that another site's form could use. A form is answered with
 * another address, so that going back or loading anew sends nothing twice.
 */
export async function serveResident(app: Api, deps: ApiDeps, metrics: ApiMetrics): Promise<void> {
  const refuse = (request: FastifyRequest, reply: FastifyReply, why: Refusal): FastifyReply => {
    metrics.residentLinksRefused.inc({ why })
    return send(reply, STATUSES[why], residentRefusal(why, languageOf(request.headers['accept-language'])))
  }
  await app.register(async (pages: Api) => {
    const form = { parseAs: 'string', bodyLimit: FORM_BYTES_MAX } as const
    pages.addContentTypeParser('application/x-www-form-urlencoded', form, (_request, body, done) => done(null, body))
    pages.setErrorHandler((error: FastifyError, request, reply) => refuse(request, reply, whyFailed(error, request)))
    const config = { rateLimit: { max: RESIDENT_PAGES_PER_MINUTE_MAX, timeWindow: 60_000 } }
    pages.get('/r/:token', { schema: { hide: true, params, querystring }, config }, async (request, reply) => {
      const now = deps.clock()
      const state = await openResidentLink(deps.pool, request.params.token, now)
      if (state.kind !== 'good') return refuse(request, reply, state.kind)
      const { lang, said = null, confirm } = request.query
      const shown = lang ?? (await ownLanguage(deps, state.home, request))
      const view = await viewResident(deps.pool, deps, state.home, now)
      await noteResidentLinkOpened(deps.pool, state.home.linkId, now)
      const { retentionDays } = deps.resident
      const options = { language: shown, said, isConfirming: confirm !== undefined, key: randomUUID(), retentionDays }
      return send(reply, 200, residentPage(view, options))
    })
    pages.post('/r/:token', { schema: { hide: true, params }, config }, async (request, reply) => {
      const now = deps.clock()
      const { token } = request.params
      const body = String(request.body ?? '')
      const done = await inTransaction(deps.pool, async (tx) => {
        const state = await openResidentLink(tx, token, now)
        if (state.kind !== 'good') return state
        return { kind: 'said', said: await perform(tx, deps, state.home, residentAct(body, now), now) } as const
      })
      if (done.kind !== 'said') return refuse(request, reply, done.kind)
      metrics.residentActs.inc({ result: done.said })
      const lang = language.parse(new URLSearchParams(body).get('lang') ?? undefined)
      return reply
        .code(303)
        .headers(HEADERS)
        .redirect(`${token}?said=${done.said}${lang === undefined ? '' : `&lang=${lang}`}`, 303)
    })
  })
}

async function perform(
  tx: Queryable,
  { contactKey }: Pick<ApiDeps, 'contactKey'>,
  home: ResidentHome,
  act: ResidentAct,
  now: Instant,
): Promise<Said> {
  switch (act.kind) {
    case 'ask':
      return askForPermit(tx, home, act.key, act.permit, now)
    case 'emergency':
      return reportEmergency(tx, home, now)
    case 'phone':
      return correctResidentPhone(tx, contactKey, home, act.phone, now)
    case 'wrong':
      return 'ask_wrong'
    default:
      return unreachable(act)
  }
}

/** The contact's, else the browser's. */
async function ownLanguage(
  { pool, contactKey }: Pick<ApiDeps, 'pool' | 'contactKey'>,
  { householdId }: ResidentHome,
  request: FastifyRequest,
): Promise<Language> {
  const contact = await hintContact(pool, contactKey, householdId)
  return contact?.language ?? languageOf(request.headers['accept-language'])
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
