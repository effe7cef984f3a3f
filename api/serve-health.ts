import { z } from 'zod'
import type { Api, ApiDeps } from './deps.ts'

const health = z.object({ status: z.literal('alive') })
const readiness = z.object({ ready: z.boolean(), problems: z.array(z.string()) })

/** For whoever watches this process; not for the public, so a proxy in front should not pass these on. */
export function serveHealth(app: Api, deps: ApiDeps): void {
  const config = { rateLimit: false }
  app.get('/healthz', { config, schema: { tags: ['health'], response: { 200: health } } }, async () => ({
    status: 'alive' as const,
  }))
  const response = { 200: readiness, 503: readiness }
  app.get('/readyz', { config, schema: { tags: ['health'], response } }, async (_request, reply) => {
    const problems = await deps.problems().catch(() => ['readiness could not be found out'])
    reply.code(problems.length === 0 ? 200 : 503)
    return { ready: problems.length === 0, problems: [...problems] }
  })
  app.get('/metrics', { config, schema: { hide: true } }, async (_request, reply) => {
    reply.type(deps.metrics.contentType)
    return deps.metrics.metrics()
  })
}
