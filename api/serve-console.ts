import fastifyStatic from '@fastify/static'
import type { Api } from './deps.ts'

/** The staff's page. Its files are few and have no version in their names, so browsers ask each time whether they changed. */
export async function serveConsole(app: Api, folder: string): Promise<void> {
  await app.register(fastifyStatic, { root: folder, cacheControl: false, wildcard: false, index: 'index.html' })
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/docs')) return
    reply.header('cache-control', /^\/(api|a)\//.test(request.url) ? 'no-store' : 'no-cache')
  })
}
