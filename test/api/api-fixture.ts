import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { Registry } from 'prom-client'
import { createApi } from '../../api/api.ts'
import type { Api, ApiDeps } from '../../api/deps.ts'
import type { Instant } from '../../base/instant.ts'
import { createLog } from '../../base/log.ts'
import { viewDoors } from '../../evaluator/view-doors.ts'
import { ensureFirstAdmin } from '../../registry/first-admin.ts'
import { vapidKeysOf } from '../../registry/vapid-keys.ts'
import { freshDatabase } from '../support/database.ts'
import { RESIDENT_KEY } from './resident-key.ts'

export const ADMIN_PASSWORD = 'correct horse battery staple'
export const PUSH_KEYS = vapidKeysOf(Buffer.alloc(32, 7))
export const LINK_KEY = Buffer.alloc(32, 7)
export const RECEIPT_KEY = Buffer.alloc(32, 8)
const NOON = Date.parse('2026-03-02T04:00:00Z')

export interface ApiFixture {
  readonly api: Api
  readonly deps: ApiDeps
  readonly pool: ApiDeps['pool']
  /** Who was thrown off the broker. */
  readonly disconnected: readonly string[]
  /** Moves the fixture's clock. */
  readonly setNow: (now: Instant) => void
  readonly now: () => Instant
  readonly close: () => Promise<void>
}

/** A whole API on a database of its own, with an administrator of everything and a clock that stands. */
export async function startApi(changed: Partial<ApiDeps> = {}): Promise<ApiFixture> {
  const database = await freshDatabase()
  let now: Instant = NOON
  const disconnected: string[] = []
  const deps: ApiDeps = {
    pool: database.pool,
    clock: () => now,
    log: createLog('silent'),
    metrics: new Registry(),
    createClient: () => new Client({ connectionString: database.url }),
    problems: async () => [],
    doorsOf: viewDoors,
    disconnectDevice: (id) => disconnected.push(id),
    tellSensor: () => undefined,
    wakeBackTests: () => undefined,
    webPush: { publicKey: PUSH_KEYS.publicKey, furtherHosts: ['push.example'] },
    contactKey: Buffer.alloc(32, 7),
    canaryArrived: null,
    consoleFolder: fileURLToPath(new URL('../../console/dist', import.meta.url)),
    linkKey: LINK_KEY,
    resident: { key: RESIDENT_KEY, retentionDays: 30 },
    receipts: { key: RECEIPT_KEY, publicUrl: 'https://menshen.example/' },
    secure: false,
    trustProxy: false,
    ...changed,
  }
  await ensureFirstAdmin(deps.pool, deps.clock, { demoPassword: ADMIN_PASSWORD })
  const api = await createApi(deps)
  return {
    api,
    deps,
    pool: deps.pool,
    disconnected,
    setNow: (instant) => {
      now = instant
    },
    now: () => now,
    close: async () => {
      await api.close()
      await database.close()
    },
  }
}
