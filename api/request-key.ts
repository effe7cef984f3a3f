import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Api } from './deps.ts'

/** Without spaces, so that a header sent twice, which arrives joined by a comma and a space, is none. */
const requestKey = z.string().regex(/^[\x21-\x7e]{1,128}$/, 'a key is 1 to 128 printable ASCII characters, no spaces')

const headers = z.looseObject({
  'idempotency-key': requestKey
    .optional()
    .describe(
      'A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the ' +
        'request changes nothing and gets the first answer; another request with it is refused (request.key_reused).',
    ),
})

/** They act on the session or the password that the request itself comes with, answer what must not be kept, or change nothing. */
export const ROUTES_WITHOUT_KEY: readonly string[] = [
  'POST /api/v1/login',
  'POST /api/v1/logout',
  'POST /api/v1/me/password',
  'POST /api/v1/households/:id/reveal-contact',
  'POST /api/v1/ledger/check',
  'POST /api/v1/ledger/export',
  'POST /api/v1/stock/check',
  'POST /api/v1/labels',
  'POST /api/v1/gateways/:id/try-message',
]

/** Documents and checks the header of every POST, which then answers by `once()`. Must run before every route there. */
export function takeRequestKeys(app: Api): void {
  app.addHook('onRoute', (route) => {
    if (route.method !== 'POST' || ROUTES_WITHOUT_KEY.includes(`POST ${route.url}`)) return
    route.schema = { ...route.schema, headers }
  })
}

export function requestKeyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' ? key : null
}
