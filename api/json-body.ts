import { Failure } from '../base/failure.ts'
import type { Api } from './deps.ts'
import { isFileRoute } from './upload.ts'

/**
 * Every POST below `app` says that it is JSON, even without a body, or a file where its route takes one: no form of another
 * site can say either, which together with the cookie's SameSite=Strict is what keeps other sites from acting in a
 * session's name.
 */
export function takeOnlyJson(app: Api): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined)
    else parse(request, String(body), done)
  })
  app.addHook('onRequest', async (request) => {
    if (request.method !== 'POST') return
    const type = request.headers['content-type'] ?? ''
    if (isFileRoute(request) !== /^application\/octet-stream\b/i.test(type)) throw new Failure('request.not_json')
    if (!isFileRoute(request) && !/^application\/json\b/i.test(type)) throw new Failure('request.not_json')
  })
}
