import type { Pool } from 'pg'
import type { GatewayConfig, SeenSensor } from '../adapters/adapter.ts'
import type { SensorUid } from '../base/id.ts'
import type { Clock } from '../base/instant.ts'
import { type GatewayEntry, readGatewayEntry, writeInventory } from '../store/gateway-directory.ts'
import { inTransaction } from '../store/transaction.ts'
import { sensorProfile, UNKNOWN_MODEL } from '../watch/sensor-profile.ts'
import type { Gateways } from './read-message.ts'

/** A gateway's entry is read again when it is older than this, so that a change made elsewhere is seen. */
const FRESH_MS = 5000
const GATEWAYS_MAX = 10_000

/** The gateways that have spoken, with the names they call their sensors by. A copy; the tables are the truth. */
export class GatewayDirectory implements Gateways {
  readonly #pool: Pool
  readonly #clock: Clock
  readonly #entries = new Map<string, { entry: GatewayEntry; readAt: number }>()

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool
    this.#clock = clock
  }

  /** Makes sure that the gateway's entry is at hand and fresh, before its message is read. */
  async meet(id: string): Promise<void> {
    const known = this.#entries.get(id)
    if (known === undefined || this.#clock() - known.readAt > FRESH_MS) await this.#read(id)
  }

  of(clientId: string): GatewayConfig | null {
    return this.#entries.get(clientId)?.entry ?? null
  }

  resolveAlias(gateway: string, alias: string): SensorUid | null {
    const aliases = this.#entries.get(gateway)?.entry.aliases
    // Names come from the wire: `constructor` is a door's name like any other.
    return aliases !== undefined && Object.hasOwn(aliases, alias) ? (aliases[alias] ?? null) : null
  }

  async remember(gateway: GatewayConfig, sensors: readonly SeenSensor[]): Promise<void> {
    const inventory = sensors.map((it) => ({
      ...it,
      reportingLimitSeconds: sensorProfile(it.model ?? UNKNOWN_MODEL).limitSeconds,
    }))
    await inTransaction(this.#pool, (tx) => writeInventory(tx, gateway.id, inventory))
    await this.#read(gateway.id)
  }

  async #read(id: string): Promise<void> {
    const entry = await readGatewayEntry(this.#pool, id)
    this.#entries.delete(id)
    if (entry !== null) this.#entries.set(id, { entry, readAt: this.#clock() })
    if (this.#entries.size > GATEWAYS_MAX) {
      const [oldest] = this.#entries.keys()
      if (oldest !== undefined) this.#entries.delete(oldest)
    }
  }
}
