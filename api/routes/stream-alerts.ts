import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { sessionHolder } from '../../registry/sign-in.ts'
import type { Scope } from '../../store/area.ts'
import type { AlertStream } from '../alert-stream.ts'
import type { ApiMetrics } from '../api-metrics.ts'
import { type Caller, callerOf, scopeOf } from '../caller.ts'
import type { Api, ApiDeps } from '../deps.ts'
import { parseCursor } from '../log-cursor.ts'
import { PERMISSIONS } from '../permissions.ts'
import { StreamClient } from '../stream-client.ts'

export const STREAM_CLIENTS_MAX = 500

/** Browsers send the header when they reconnect by themselves; a page that starts a new stream can only ask. */
const querystring = z.object({ lastEventId: z.string().max(40).optional() })

/**
 * `event: hello` when the stream stands, `alert` with news (see alertNews), `heartbeat` every 15 s, and `reset` when
 * more was missed than is told: load the list anew.
 */
export function streamAlertsRoute(app: Api, deps: ApiDeps, stream: AlertStream, metrics: ApiMetrics): void {
  const schema = { tags: ['alerts'], querystring, description: 'Server-sent events: hello, alert, heartbeat, reset.' }
  app.get('/alerts/stream', { schema }, async (request, reply) => {
    if (stream.clientCount >= STREAM_CLIENTS_MAX) {
      metrics.streamClientsDropped.inc({ why: 'full' })
      throw new Failure('stream.full')
    }
    const caller = callerOf(request)
    const header = request.headers['last-event-id']
    const cursor = parseCursor(typeof header === 'string' ? header : (request.query.lastEventId ?? ''))
    reply.hijack()
    reply.raw.writeHead(200, {
      ...headersOf(reply.getHeaders()),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const client = new StreamClient({
      response: reply.raw,
      scope: caller.scope,
      renewScope: () => renewScope(deps, caller),
      onDrop: (why) => metrics.streamClientsDropped.inc({ why }),
      clock: deps.clock,
    })
    await stream.attach(client, cursor).catch((error: Error) => {
      request.log.warn({ err: error }, 'a stream client could not catch up')
      reply.raw.destroy()
    })
  })
}

async function renewScope(deps: ApiDeps, caller: Caller): Promise<Scope | null> {
  const holder = await sessionHolder(deps.pool, caller.token, deps.clock())
  const permission = PERMISSIONS.get('GET /api/v1/alerts/stream')
  if (holder === null || permission === undefined || permission === 'anyone') return null
  const scope = scopeOf(holder, permission)
  return scope.length === 0 ? null : scope
}

function headersOf(headers: Readonly<Record<string, number | string | string[] | undefined>>) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value ?? '']))
}
