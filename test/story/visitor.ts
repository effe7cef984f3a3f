/** Somebody at the API with a cookie of their own: asks, and gives what a 2xx says. Anything else throws. */
export type Ask = <T extends object = Record<string, never>>(method: string, path: string, body?: object) => Promise<T>

/** Nobody yet: `POST /login` makes somebody of them. */
export function createVisitor(httpUrl: string): Ask {
  let cookie = ''
  return async <T extends object>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${httpUrl}/api/v1${path}`, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer: T = JSON.parse(await response.text())
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    const [set] = response.headers.getSetCookie()
    if (set !== undefined) cookie = set.split(';')[0] ?? ''
    return answer
  }
}
