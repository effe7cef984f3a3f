import { z } from 'zod'
import { Turns } from './turns.ts'

const REQUESTS_AT_ONCE = 8
const REQUEST_LIMIT_MS = 30_000
/** A service that is busy or restarting is asked again this often; with its Retry-After that is some minutes. */
const TRIES_MAX = 10
const RETRY_MS = 1000

const failure = z.object({ code: z.string(), message: z.string(), requestId: z.string().optional() })

/** A person's session with Menshen's HTTP API. What it answers is parsed once, here. */
export class ApiClient {
  readonly #base: string
  readonly #turns = new Turns(REQUESTS_AT_ONCE)
  #cookie = ''

  constructor(url: string) {
    this.#base = new URL('/api/v1', url).href
  }

  /** Throws an Error whose message says what was asked and why it was refused. */
  async logIn(username: string, password: string): Promise<void> {
    const response = await this.#ask('POST', '/login', { username, password })
    this.#cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';', 1).join())
      .join('; ')
  }

  post<T>(path: string, body: unknown, answer: z.ZodType<T>): Promise<T> {
    return this.#turns.run(async () => answer.parse(await (await this.#ask('POST', path, body)).json()))
  }

  get<T>(path: string, answer: z.ZodType<T>): Promise<T> {
    return this.#turns.run(async () => answer.parse(await (await this.#ask('GET', path)).json()))
  }

  async #ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response> {
    for (let tries = 1; ; tries += 1) {
      const response = await this.#send(method, path, body)
      if (response.ok) return response
      if (tries < TRIES_MAX && (response.status === 429 || response.status === 503)) {
        await response.body?.cancel()
        const waitMs = Number(response.headers.get('retry-after') ?? 0) * 1000
        await new Promise((resolve) => setTimeout(resolve, Math.max(RETRY_MS, waitMs)))
        continue
      }
      throw new Error(`${method} ${path} was answered ${response.status}${await reasonOf(response)}`)
    }
  }

  async #send(method: string, path: string, body: unknown): Promise<Response> {
    const headers = { cookie: this.#cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    const signal = AbortSignal.timeout(REQUEST_LIMIT_MS)
    try {
      const content = body === undefined ? {} : { body: JSON.stringify(body) }
      return await fetch(`${this.#base}${path}`, { method, headers, signal, ...content })
    } catch (cause) {
      throw new Error(`${method} ${path}: nothing answers at ${this.#base}; is Menshen running there?`, { cause })
    }
  }
}

async function reasonOf(response: Response): Promise<string> {
  const parsed = failure.safeParse(await response.json().catch(() => null))
  if (!parsed.success) return ''
  const { code, message, requestId } = parsed.data
  return `, ${code}: ${message}${requestId === undefined ? '' : ` (request ${requestId})`}`
}
