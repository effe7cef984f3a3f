const BASE = '/api/v1'

/** What the server refused: its code, and details where it gave any. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.message ?? String(status))
    this.status = status
    this.code = body.code ?? ''
    this.details = body.details ?? {}
  }
}

async function call(method, path, body) {
  const headers = method === 'POST' ? { 'content-type': 'application/json' } : {}
  const options = { method, headers }
  if (body !== undefined) options.body = JSON.stringify(body)
  const response = await fetch(BASE + path, options)
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new Refusal(response.status, answer)
  return answer
}

export const api = {
  me: () => call('GET', '/me'),
  logIn: (username, password) => call('POST', '/login', { username, password }),
  logOut: () => call('POST', '/logout'),
  changePassword: (current, next) => call('POST', '/me/password', { current, next }),
  alerts: (handling, after) =>
    call('GET', `/alerts?handling=${handling}&limit=200${after === null ? '' : `&after=${after}`}`),
  acknowledge: (id) => call('POST', `/alerts/${id}/acknowledge`),
  pushKey: () => call('GET', '/web-push-key'),
  givePush: (subscription) => call('POST', '/me/web-push-subscriptions', subscription),
  endPush: (endpoint) => call('POST', '/me/web-push-subscriptions/end', { endpoint }),
  resolve: (id, outcome, note) => call('POST', `/alerts/${id}/resolve`, { outcome, note }),
}
