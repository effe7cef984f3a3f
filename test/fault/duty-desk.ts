import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import { Registry } from 'prom-client'
import { z } from 'zod'
import { createApi } from '../../api/api.ts'
import { createLog } from '../../base/log.ts'
import { viewDoors } from '../../evaluator/view-doors.ts'
import { ensureFirstAdmin } from '../../registry/first-admin.ts'
import { vapidKeysOf } from '../../registry/vapid-keys.ts'
import { listeningClient } from '../../store/listening-client.ts'

const PASSWORD = 'correct horse battery staple'

/** People at the API, which runs in a process that nobody kills. It comes first: its administrator is a database's first person. */
export interface DutyDesk {
  acknowledge(alert: number): Promise<void>
  close(): Promise<void>
}

export async function startDutyDesk(url: string, pool: Pool): Promise<DutyDesk> {
  await ensureFirstAdmin(pool, Date.now, { demoPassword: PASSWORD })
  const key = Buffer.alloc(32, 7)
  const api = await createApi({
    ...{ pool, clock: Date.now, log: createLog('silent'), metrics: new Registry() },
    createClient: () => listeningClient(url),
    problems: async () => [],
    doorsOf: viewDoors,
    ...{
      disconnectDevice: () => undefined,
      tellSensor: () => undefined,
      wakeBackTests: () => undefined,
      canaryArrived: null,
    },
    webPush: { publicKey: vapidKeysOf(key).publicKey, furtherHosts: [] },
    ...{
      contactKey: key,
      linkKey: key,
      secure: false,
      trustProxy: false,
      receipts: { key, publicUrl: null },
      resident: { key, retentionDays: 30 },
    },
    consoleFolder: fileURLToPath(new URL('../../console/dist', import.meta.url)),
  })
  const origin = await api.listen({ host: '127.0.0.1', port: 0 })
  let cookie = ''
  const post = async (path: string, body: unknown): Promise<Response> => {
    const headers = { 'content-type': 'application/json', cookie }
    const response = await fetch(`${origin}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`)
    return response
  }
  const signedIn = await post('/login', { username: 'admin', password: PASSWORD })
  cookie = z.string().parse(signedIn.headers.getSetCookie()[0]).split(';')[0] ?? ''
  return {
    async acknowledge(alert) {
      const response = await post(`/alerts/${alert}/acknowledge`, {})
      await response.body?.cancel()
    },
    close: () => api.close(),
  }
}
