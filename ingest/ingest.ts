import type { Pool } from 'pg'
import type { RawMessage } from '../adapters/adapter.ts'
import type { Failpoint } from '../base/failpoint.ts'
import { Failure } from '../base/failure.ts'
import type { SensorUid } from '../base/id.ts'
import type { Clock, Instant } from '../base/instant.ts'
import type { WatchCache } from '../evaluator/watch-cache.ts'
import { parseSensorTopic } from '../protocol/topic.ts'
import { Acknowledger } from './acknowledger.ts'
import { Apart } from './apart.ts'
import { countedWhenShut } from './counted-when-shut.ts'
import { Distruster } from './distruster.ts'
import { GatewayDirectory } from './gateway-directory.ts'
import { InTurn } from './in-turn.ts'
import type { IngestMetrics } from './ingest-metrics.ts'
import type { MisbehaviourCause } from './misbehaviour.ts'
import { Partition } from './partition.ts'
import { type Intake, readMessage } from './read-message.ts'
import { Readings } from './readings.ts'
import { type BatchDependencies, type Message, storeBatch } from './store-batch.ts'

export interface IngestDependencies {
  readonly pool: Pool
  readonly cache: WatchCache
  readonly clock: Clock
  readonly random: () => number
  readonly metrics: IngestMetrics
  readonly failpoint: Failpoint
  readonly partitions: number
  /** The broker is another one, which lets a sensor go on that was revoked: what it says is counted, and not stored. */
  readonly refuseRevoked: boolean
  /** Awaited before a batch is judged at an instant (see Pulse). */
  readonly ensurePulse: (now: Instant) => Promise<void>
  /** Sends to a connected sensor; a hint that may be lost. */
  readonly publish: (topic: string, payload: string) => void
  /** Has a sensor that misbehaves not believed any more; tells of its own failures. False when it was not before. */
  readonly distrust: (sensor: SensorUid, cause: MisbehaviourCause) => Promise<boolean>
}

export interface Ingest {
  /**
   * Takes a message. Settles once its consequences are committed, which is when it may be acknowledged; rejects with a
   * `Failure` or a database error when it is not stored and has to be sent again.
   */
  accept(message: RawMessage): Promise<void>
  close(): Promise<void>
}

/** Messages waiting in memory at the most; past it the sender is refused and keeps its message. */
export const WAITING_MAX = 20_000

export function startIngest(deps: IngestDependencies): Ingest {
  const gateways = new GatewayDirectory(deps.pool, deps.clock)
  const acknowledger = new Acknowledger(deps.publish)
  const batch: BatchDependencies = {
    ...deps,
    readings: new Readings(),
    committed: (outcome) => acknowledger.committed(outcome.acknowledgeable),
  }
  const partitions = Array.from(
    { length: deps.partitions },
    () => new Partition<Message>((waiting) => storeBatch(batch, waiting)),
  )
  const turns = new InTurn()
  const apart = new Apart()
  const distruster = new Distruster(async (sensor, cause) => {
    if (await deps.distrust(sensor, cause)) deps.metrics.misbehaving.inc({ cause })
  })
  /** Null: there is nothing in it to be stored with others. */
  const readInTurn = (raw: RawMessage): Promise<Intake | null> =>
    turns.run(raw.clientId, async () => {
      await gateways.meet(raw.clientId)
      const intake = readMessage(raw, gateways)
      const { inventory, seen } = intake
      if (inventory !== null) await gateways.remember(inventory.gateway, inventory.sensors)
      if (seen !== null) await gateways.meetSensors(seen.gateway, seen.sensors)
      if (intake.ignoredBy !== null) deps.metrics.ignored.inc({ adapter: intake.ignoredBy })
      if (inventory !== null || intake.ignoredBy !== null) return null
      const own = await gateways.ownOnly(raw, intake)
      return { ...own, events: apart.of(own.events).map(countedWhenShut) }
    })
  let waiting = 0
  return {
    async accept(raw) {
      const topic = parseSensorTopic(raw.topic)
      const intake = topic === null ? await readInTurn(raw) : readMessage(raw, gateways)
      if (intake === null) return
      if (waiting >= WAITING_MAX) {
        deps.metrics.refused.inc()
        throw new Failure('ingest.overloaded')
      }
      const partition = partitions[partitionOf(raw.clientId, partitions.length)]
      if (partition === undefined) throw new TypeError('ingest has no partitions')
      waiting += 1
      deps.metrics.waiting.set(waiting)
      try {
        await stored(partition, { raw, intake })
      } finally {
        waiting -= 1
        deps.metrics.waiting.set(waiting)
      }
      if (topic !== null) distruster.heard(topic.id, intake, raw.receivedAt)
    },
    async close() {
      for (const partition of partitions) await partition.drained()
      await distruster.idle()
      acknowledger.close()
    },
  }
}

function stored(partition: Partition<Message>, item: Message): Promise<void> {
  return new Promise((resolve, reject) => {
    partition.add({ item, settle: (error) => (error === null ? resolve() : reject(error)) })
  })
}

/** FNV-1a: spreads client ids that differ in their last digits. */
function partitionOf(clientId: string, partitions: number): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < clientId.length; index += 1) {
    hash = Math.imul(hash ^ clientId.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % partitions
}
