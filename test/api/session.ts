import type { Api } from '../../api/deps.ts'

export interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
}

/** One signed-in person's way to the API. */
export interface Session {
  readonly cookie: string
  readonly get: (path: string) => Promise<Answer>
  readonly post: (path: string, body?: unknown) => Promise<Answer>
  readonly delete: (path: string) => Promise<Answer>
}

export async function ask(
  api: Api,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  options: { cookie?: string; body?: unknown; address?: string } = {},
): Promise<Answer> {
  const response = await api.inject({
    method,
    url: `/api/v1${path}`,
    remoteAddress: options.address ?? '127.0.0.1',
    headers: {
      ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
      ...(method === 'POST' ? { 'content-type': contentTypeOf(options.body) } : {}),
    },
    ...(options.body === undefined ? {} : { payload: payloadOf(options.body) }),
  })
  // A file has no JSON to look into.
  const isJson = String(response.headers['content-type']).startsWith('application/json')
  return { status: response.statusCode, body: isJson ? response.json() : {}, headers: response.headers }
}

/** Bytes are a file, as those routes take it. */
export function contentTypeOf(body: unknown): string {
  return body instanceof Uint8Array ? 'application/octet-stream' : 'application/json'
}

export function payloadOf(body: unknown): string | Buffer {
  return body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body)
}

function sessionOf(api: Api, cookie: string): Session {
  return {
    cookie,
    get: (path) => ask(api, 'GET', path, { cookie }),
    post: (path, body) => ask(api, 'POST', path, { cookie, body }),
    delete: (path) => ask(api, 'DELETE', path, { cookie }),
  }
}

export function cookieOf(answer: Answer): string {
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

export async function signIn(api: Api, username: string, password: string): Promise<Session> {
  const answer = await ask(api, 'POST', '/login', { body: { username, password } })
  if (answer.status !== 200) throw new Error(`sign-in failed: ${JSON.stringify(answer.body)}`)
  return sessionOf(api, cookieOf(answer))
}
