import type { Pool } from 'pg'
import type { GatewayConfig, KnownSensor, SeenSensor } from '../adapters/adapter.ts'
import type { ProductMapping } from '../adapters/product-mapping.ts'
import type { Clock } from '../base/instant.ts'
import { type GatewayEntry, readGatewayEntry, writeInventory } from '../store/gateway-directory.ts'
import { inTransaction } from '../store/transaction.ts'
import { sensorProfile, UNKNOWN_MODEL } from '../watch/sensor-profile.ts'
import type { Gateways } from './read-message.ts'

/** A gateway's entry is read again when it is older than this, so that a change made elsewhere is seen. */
const FRESH_MS = 5000
const GATEWAYS_MAX = 10_000
/** Sensors that one gateway may bring into the stock by speaking of them; more have to be registered by a person. */
const SENSORS_MET_MAX = 20_000

/** The gateways that have spoken, with the names they call their sensors by. A copy; the tables are the truth. */
export class GatewayDirectory implements Gateways {
  readonly #pool: Pool
  readonly #clock: Clock
  readonly #entries = new Map<string, { entry: GatewayEntry; readAt: number }>()
  /** By gateway, the sensors already written or refused: one that belongs to another gateway is not tried each time. */
  readonly #met = new Map<string, Set<string>>()

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

  mappings(gateway: string): readonly ProductMapping[] {
    return this.#entries.get(gateway)?.entry.mappings ?? []
  }

  resolveAlias(gateway: string, alias: string): KnownSensor | null {
    const aliases = this.#entries.get(gateway)?.entry.aliases
    // Names come from the wire: `constructor` is a door's name like any other.
    return aliases !== undefined && Object.hasOwn(aliases, alias) ? (aliases[alias] ?? null) : null
  }

  /** Makes stock of sensors that a message shows to exist and that nobody has named yet. */
  async meetSensors(gateway: GatewayConfig, sensors: readonly SeenSensor[]): Promise<void> {
    const met = this.#met.get(gateway.id) ?? new Set<string>()
    this.#met.set(gateway.id, met)
    const strangers = sensors.filter(
      (it) => this.resolveAlias(gateway.id, it.alias) === null && !met.has(it.sensor) && met.size < SENSORS_MET_MAX,
    )
    if (strangers.length === 0) return
    await this.remember(gateway, strangers)
    for (const { sensor } of strangers) met.add(sensor)
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
