import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Client, Pool } from 'pg'
import type { Registry } from 'prom-client'
import type { HouseholdId } from '../base/id.ts'
import type { Clock, Instant } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import type { Queryable } from '../store/transaction.ts'
import type { DoorView } from '../watch/door-view.ts'

export interface ApiDeps {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Registry
  /** A new client, not yet connected, for the connection that listens. */
  readonly createClient: () => Client
  /** What keeps this process from doing its work, in sentences; empty when it can store and notify. */
  readonly problems: () => Promise<readonly string[]>
  /** Households' doors as they can be known now; a household that was never under an order is absent. */
  readonly doorsOf: (
    db: Queryable,
    households: readonly HouseholdId[],
    now: Instant,
  ) => Promise<ReadonlyMap<HouseholdId, readonly DoorView[]>>
  /** Throws a device whose secret was revoked off the broker. */
  readonly disconnectDevice: (id: string) => void
  /** A sensor's settings were changed: it is told soon, if it listens. */
  readonly tellSensor: (id: string) => void
  /** Whoever runs back-tests in this process looks whether one waits or is to stop. */
  readonly wakeBackTests: () => void
  /** What browsers subscribe with, and which push services besides their makers' own they may use. */
  readonly webPush: { readonly publicKey: string; readonly furtherHosts: readonly string[] }
  /** What households' contacts are encrypted with: 32 bytes. */
  readonly contactKey: Buffer
  /** A test alert of ours has arrived; null: this service has no canary. */
  readonly canaryArrived: (() => void) | null
  /** The folder of the built pages, absolute. */
  readonly consoleFolder: string
  /** The key under which links that acknowledge are signed. */
  readonly linkKey: Buffer
  /** The key of the links to households' own pages, and after how many days what these show is erased. */
  readonly resident: { readonly key: Buffer; readonly retentionDays: number }
  /** The key of the addresses that providers push receipts to, and what they and residents' links begin with; null: nobody outside reaches us. */
  readonly receipts: { readonly key: Buffer; readonly publicUrl: string | null }
  /** True behind HTTPS. Plain HTTP gets a cookie without `Secure`, which browsers would otherwise throw away. */
  readonly secure: boolean
  /** True when a proxy of ours stands in front and says who asks in X-Forwarded-For. */
  readonly trustProxy: boolean
}

export type Api = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, Log, ZodTypeProvider>

/** One route: registers itself below /api/v1. */
export type Route = (app: Api, deps: ApiDeps) => void
