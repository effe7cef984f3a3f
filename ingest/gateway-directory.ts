import type { Pool } from 'pg'
import type { GatewayConfig, KnownSensor, RawMessage, SeenSensor } from '../adapters/adapter.ts'
import type { ProductMapping } from '../adapters/product-mapping.ts'
import type { SensorUid } from '../base/id.ts'
import type { Clock } from '../base/instant.ts'
import { type GatewayEntry, mayTellOf, readGatewayEntry, writeInventory } from '../store/gateway-directory.ts'
import { inTransaction } from '../store/transaction.ts'
import { sensorProfile, UNKNOWN_MODEL } from '../watch/sensor-profile.ts'
import { type Gateways, type Intake, rejectedMessage } from './read-message.ts'

/** A gateway's entry is read again when it is older than this, so that a change made elsewhere is seen. */
const FRESH_MS = 5000
const GATEWAYS_MAX = 10_000
/** Sensors that one gateway may bring into the stock by speaking of them; more have to be registered by a person. */
const SENSORS_MET_MAX = 20_000

/** Whether a gateway may tell of a sensor that it has no name for is asked again after this. */
const ALLOWED_MS = 60_000

interface KnownGateway {
  readonly entry: GatewayEntry
  readonly readAt: number
  readonly aliases: Map<string, KnownSensor>
  readonly own: Set<SensorUid>
  readonly allowed: Map<SensorUid, { readonly at: number; readonly is: boolean }>
}

/** The gateways that have spoken, with the names they call their sensors by. A copy; the tables are the truth. */
export class GatewayDirectory implements Gateways {
  readonly #pool: Pool
  readonly #clock: Clock
  readonly #entries = new Map<string, KnownGateway>()
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
    return this.#entries.get(gateway)?.aliases.get(alias) ?? null
  }

  /** Leaves out what a gateway tells of another's sensors: an address is a claim, and no credential. */
  async ownOnly(message: RawMessage, intake: Intake): Promise<Intake> {
    const known = this.#entries.get(message.clientId)
    if (known === undefined || intake.events.length === 0) return intake
    const now = this.#clock()
    const sensors = [...new Set(intake.events.map((it) => it.sensor))]
    const asked = sensors.filter((it) => !known.own.has(it) && now - (known.allowed.get(it)?.at ?? 0) > ALLOWED_MS)
    if (asked.length > 0) {
      const allowed = await mayTellOf(this.#pool, message.clientId, asked)
      for (const it of asked) known.allowed.set(it, { at: now, is: allowed.has(it) })
    }
    const isOwn = (it: SensorUid): boolean => known.own.has(it) || known.allowed.get(it)?.is === true
    const others = sensors.filter((it) => !isOwn(it))
    if (others.length === 0) return intake
    const refused = others.map((it) => rejectedMessage(message, 'not_its_sensor', `${it} belongs to another gateway`))
    return {
      ...intake,
      events: intake.events.filter((it) => isOwn(it.sensor)),
      rejected: [...intake.rejected, ...refused],
    }
  }

  /** Makes stock of sensors that a message shows to exist and that nobody has named yet. */
  async meetSensors(gateway: GatewayConfig, sensors: readonly SeenSensor[]): Promise<void> {
    const met = this.#met.get(gateway.id) ?? new Set<string>()
    this.#met.set(gateway.id, met)
    const strangers = sensors.filter(
      (it) => this.resolveAlias(gateway.id, it.alias) === null && !met.has(it.sensor) && met.size < SENSORS_MET_MAX,
    )
    if (strangers.length === 0) return
    // Not read anew for each: a server of 20,000 sensors is a tenth of a second.
    for (const it of await this.#write(gateway, strangers)) {
      const known = this.#entries.get(gateway.id)
      known?.aliases.set(it.alias, it)
      known?.own.add(it.sensor)
    }
    for (const { sensor } of strangers) met.add(sensor)
  }

  async remember(gateway: GatewayConfig, sensors: readonly SeenSensor[]): Promise<void> {
    await this.#write(gateway, sensors)
    await this.#read(gateway.id)
  }

  async #write(gateway: GatewayConfig, sensors: readonly SeenSensor[]): Promise<readonly SeenSensor[]> {
    const inventory = sensors.map((it) => ({
      ...it,
      reportingLimitSeconds: sensorProfile(it.model ?? UNKNOWN_MODEL).limitSeconds,
    }))
    const named = await inTransaction(this.#pool, (tx) => writeInventory(tx, gateway.id, inventory))
    return sensors.filter((it) => named.has(it.alias))
  }

  async #read(id: string): Promise<void> {
    const entry = await readGatewayEntry(this.#pool, id)
    const allowed = this.#entries.get(id)?.allowed ?? new Map()
    if (allowed.size > SENSORS_MET_MAX) allowed.clear()
    this.#entries.delete(id)
    if (entry !== null) {
      const aliases = new Map(Object.entries(entry.aliases))
      const own = new Set([...aliases.values()].map((it) => it.sensor))
      this.#entries.set(id, { entry, readAt: this.#clock(), aliases, own, allowed })
    }
    if (this.#entries.size > GATEWAYS_MAX) {
      const [oldest] = this.#entries.keys()
      if (oldest !== undefined) this.#entries.delete(oldest)
    }
  }
}
