import type { Api } from '../../api/deps.ts'
import { type Answer, contentTypeOf, payloadOf, type Session } from './session.ts'

/** Sends over a real connection; every call is a request of its own, the same key as often as it is given. */
export type KeyedPost = (
  session: Session,
  key: string | null,
  path: string,
  body?: unknown,
) => Promise<Pick<Answer, 'status' | 'body'>>

export async function listenForKeyedPosts(api: Api): Promise<KeyedPost> {
  const origin = await api.listen({ host: '127.0.0.1', port: 0 })
  return async (session, key, path, body) => {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method: 'POST',
      headers: {
        cookie: session.cookie,
        'content-type': contentTypeOf(body),
        ...(key === null ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: payloadOf(body) }),
    })
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
}
