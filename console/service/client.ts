import createClient from 'openapi-fetch'
import type { paths } from './contract.d.ts'
import { failureOf, offline } from './failure.ts'

const ANSWER_MS_MAX = 30_000

/**
 * The API, typed by its own contract. A call gives its answer's `data` or throws a `ServiceFailure`; a change is sent
 * with a key, so that one that is sent again because its answer was lost is done once.
 */
export const client = createClient<paths>({
  baseUrl: '/',
  fetch: async (request: Request) => {
    try {
      return await fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(ANSWER_MS_MAX)]) })
    } catch (error) {
      if (request.signal.aborted) throw error
      throw offline()
    }
  },
})

client.use({
  onRequest({ request }) {
    if (request.method !== 'POST') return request
    if (!request.headers.has('idempotency-key')) request.headers.set('idempotency-key', newKey())
    if (request.headers.has('content-type')) return request
    // The API takes JSON alone, also where there is nothing to say.
    return new Request(request, { body: '{}', headers: [...request.headers, ['content-type', 'application/json']] })
  },
  async onResponse({ response }) {
    if (!response.ok) throw await failureOf(response)
  },
})

/** A name for one change. Plain HTTP, which trials use, has no `crypto.randomUUID`. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (it) => it.toString(16).padStart(2, '0')).join('')
}

const keys = new WeakMap<object, string>()

/** For a change that is one act of a person's. What is sent again for the same act, the same object, has the same key. */
export function keyed(act: object = {}) {
  const key = keys.get(act) ?? newKey()
  keys.set(act, key)
  return { header: { 'idempotency-key': key } }
}

/** The answer itself; a call that did not throw has one. */
export async function answerOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call
  if (data === undefined) throw offline()
  return data
}
