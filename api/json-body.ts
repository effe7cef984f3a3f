import { Failure } from '../base/failure.ts'
import type { Api } from './deps.ts'

/**
 * Every POST below `app` says that it is JSON, even without a body: no form of another site can say so, which together
 * with the cookie's SameSite=Strict is what keeps other sites from acting in a session's name.
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
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw new Failure('request.not_json')
  })
}
