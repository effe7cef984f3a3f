import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Failure } from '../base/failure.ts'
import type { Api } from './deps.ts'
import { pagePolicy } from './security-headers.ts'

const NONCE_PLACE = '__CSP_NONCE__'
const NONCE_BYTES = 16

/**
 * The pages, built by `npm run build`. What is in assets/ has a version in its name and stays as it is; everything else
 * is asked for each time. Any other address that a browser asks for as a page is the page, which finds its own way.
 * @throws Failure `console.not_built` when they were not built.
 */
export async function serveConsole(app: Api, folder: string): Promise<void> {
  const page = await readFile(path.join(folder, 'index.html'), 'utf8').catch(() => {
    throw new Failure('console.not_built', { folder })
  })
  const files = { root: folder, cacheControl: false, wildcard: false, index: false, preCompressed: true } as const
  await app.register(fastifyStatic, files)
  app.addHook('onSend', async (request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', cachingOf(request.url, reply.statusCode))
  })
  const sendPage = (_request: FastifyRequest, reply: FastifyReply) => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64')
    reply.header('content-security-policy', pagePolicy(nonce))
    return reply.type('text/html; charset=utf-8').send(page.replace(NONCE_PLACE, nonce))
  }
  app.get('/', sendPage)
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) throw new Failure('route.not_found')
    return sendPage(request, reply)
  })
}

function isPage({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !/^\/(api|a|r|receipts)\//.test(url) && (headers.accept ?? '').includes('text/html')
}

function cachingOf(url: string, statusCode: number): string {
  if (/^\/(api|a|r)\//.test(url) && !url.startsWith('/api/docs')) return 'no-store'
  return url.startsWith('/assets/') && statusCode === 200 ? 'public, max-age=31536000, immutable' : 'no-cache'
}
