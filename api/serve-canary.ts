import { z } from 'zod'
import { noteCanaryArrival } from '../registry/canary.ts'
import { findCanary } from '../store/canary.ts'
import type { Api, ApiDeps } from './deps.ts'

const seen = z.object({ canary: z.boolean(), secondsSinceSuccess: z.number().nullable() })

const BODY_BYTES_MAX = 16 * 1024

/**
 * `POST /canary` is the contact point of our own test alerts: signed as every webhook's messages are, and of use to
 * nobody else. `GET /canaryz` tells the watchdog how long ago one arrived. Neither is for the public.
 */
export async function serveCanary(app: Api, { pool, clock, canaryArrived }: ApiDeps): Promise<void> {
  const config = { rateLimit: false }
  app.get('/canaryz', { config, schema: { tags: ['health'], response: { 200: seen } } }, async () => {
    if (canaryArrived === null) return { canary: false, secondsSinceSuccess: null }
    const canary = await findCanary(pool)
    const at = canary?.succeededAt ?? null
    return { canary: true, secondsSinceSuccess: at === null ? null : Math.max(0, (clock() - at) / 1000) }
  })
  await app.register(async (own: Api) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_BYTES_MAX }, (_request, body, done) =>
      done(null, body),
    )
    own.post('/canary', { schema: { hide: true } }, async ({ headers, body }, reply) => {
      const header = (name: string): string => String(headers[name] ?? '')
      const message = { timestamp: header('menshen-timestamp'), signature: header('menshen-signature') }
      const arrived =
        canaryArrived !== null && (await noteCanaryArrival(pool, { ...message, body: String(body) }, clock()))
      if (arrived) canaryArrived?.()
      return reply.code(arrived ? 204 : 403).send()
    })
  })
}
