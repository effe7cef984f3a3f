import type { Pool } from 'pg'
import type { Registry } from 'prom-client'
import { findAdapter } from './adapters/adapter-registry.ts'
import type { Closers } from './base/closers.ts'
import type { Config } from './base/config.ts'
import type { Failpoint } from './base/failpoint.ts'
import type { SensorUid } from './base/id.ts'
import type { Clock, Instant } from './base/instant.ts'
import type { Log } from './base/log.ts'
import { readBrokerOptions, readSharedBrokerOptions } from './broker/read-broker-options.ts'
import { connectBroker } from './broker/shared-broker.ts'
import { startBroker } from './broker/start-broker.ts'
import type { SpeakingGateway } from './broker/topic-owners.ts'
import type { WatchCache } from './evaluator/watch-cache.ts'
import { type Ingest, startIngest } from './ingest/ingest.ts'
import { IngestMetrics } from './ingest/ingest-metrics.ts'
import type { MisbehaviourCause } from './ingest/misbehaviour.ts'
import { SettingsTeller } from './ingest/settings-teller.ts'
import { authenticateDevice } from './registry/authenticate-device.ts'
import { distrustMisbehaving } from './registry/distrust.ts'
import { startRevocationWatch } from './registry/revocation-watch.ts'
import { readSpeakingGateways } from './store/gateway.ts'
import { inTransaction } from './store/transaction.ts'

/** What the way in is built with. */
export interface IntakeParts {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  readonly closers: Closers
  readonly metrics: Registry
  readonly failpoint: Failpoint
  readonly pool: Pool
  readonly cache: WatchCache
  readonly ensurePulse: (now: Instant) => Promise<void>
}

export interface Intake {
  /** Where sensors connect. */
  readonly mqttUrl: string
  isConnected(): boolean
  /** Ends a device's live connection, where the broker is our own. */
  disconnect(deviceId: string): void
  /** Tells a sensor what its settings and commands are now. */
  tell(sensorId: string): void
}

/** What is not believed is told of, whether or not somebody was first. */
async function distrust(
  { pool, clock, log }: Pick<IntakeParts, 'pool' | 'clock' | 'log'>,
  sensor: SensorUid,
  cause: MisbehaviourCause,
): Promise<boolean> {
  try {
    const isNews = await inTransaction(pool, (tx) => distrustMisbehaving(tx, sensor, cause, clock()))
    if (isNews) log.warn({ sensor, cause }, 'a sensor misbehaves and is not believed any more')
    return isNews
  } catch (error) {
    log.error(
      { err: error, sensor, cause },
      'a sensor that misbehaves is still believed; tried again with its next message',
    )
    throw error
  }
}

interface Voice {
  publish(topic: string, payload: string): void
  keep(topic: string, payload: string): Promise<void>
}

type Opened = Omit<Intake, 'tell'> & { readonly voice: Voice }

/** The way in: a broker and ingest, each other's ears. The broker closes first, so that what it holds is still stored. */
export async function startIntake(parts: IntakeParts): Promise<Intake> {
  const { config, clock, closers, metrics, failpoint, pool, cache, ensurePulse } = parts
  const speaking: { voice?: Voice } = {}
  const ingest = startIngest({
    ...{ pool, cache, clock, random: Math.random, failpoint, ensurePulse },
    metrics: new IngestMetrics(metrics),
    partitions: config.MENSHEN_INGEST_PARTITIONS,
    refuseRevoked: config.MENSHEN_BROKER_URL !== undefined,
    publish: (topic, payload) => speaking.voice?.publish(topic, payload),
    distrust: (sensor, cause) => distrust(parts, sensor, cause),
  })
  closers.add('ingest', () => ingest.close())
  const teller = new SettingsTeller({
    ...{ pool, clock, log: parts.log },
    keep: async (topic, payload) => speaking.voice?.keep(topic, payload),
  })
  closers.add('settings teller', () => teller.close())
  const { voice, ...intake } = await openBroker(parts, ingest, teller)
  speaking.voice = voice
  return { ...intake, tell: (id) => teller.tell(id) }
}

async function openBroker(parts: IntakeParts, ingest: Ingest, teller: SettingsTeller): Promise<Opened> {
  const shared = await readSharedBrokerOptions(parts.config)
  return shared === null ? openOwnBroker(parts, ingest, teller) : openSharedBroker(parts, ingest, teller, shared)
}

async function openOwnBroker(
  { config, log, clock, closers, metrics, pool }: IntakeParts,
  ingest: Ingest,
  teller: SettingsTeller,
): Promise<Opened> {
  const broker = await startBroker(await readBrokerOptions(config), {
    authenticate: (credential) => authenticateDevice(pool, credential),
    accept: (message) => ingest.accept(message),
    onRefused: (refusal) => log.warn(refusal, 'a client was refused'),
    onListening: (id) => teller.tell(id),
    ...{ clock, log, metrics },
  })
  closers.add('broker', () => broker.close())
  const disconnect = (id: string): void => broker.disconnect(id)
  closers.add('revocation watch', startRevocationWatch({ pool, clock, log, disconnect }))
  const mqttUrl = `mqtt://${config.MENSHEN_MQTT_HOST}:${broker.ports.tcp}`
  return { mqttUrl, isConnected: () => true, disconnect, voice: broker }
}

async function openSharedBroker(
  { log, clock, closers, metrics, pool }: IntakeParts,
  ingest: Ingest,
  teller: SettingsTeller,
  options: Parameters<typeof connectBroker>[0],
): Promise<Opened> {
  const broker = await connectBroker(options, {
    accept: (message) => ingest.accept(message),
    onForgotten: () => teller.tellAll(),
    gateways: async () => (await readSpeakingGateways(pool)).flatMap(heardBy),
    ...{ clock, log, metrics },
  })
  closers.add('broker', () => broker.close())
  // Its connections are the broker's own affair: it asks our tables who may connect.
  const disconnect = (): void => undefined
  return { mqttUrl: options.address.url, isConnected: () => broker.isConnected, disconnect, voice: broker }
}

/** None, where a gateway's family is one that this version does not know. */
function heardBy(gateway: { id: string; adapter: string; baseTopic: string }): readonly SpeakingGateway[] {
  const filters = findAdapter(gateway.adapter)?.filters(gateway)
  return filters === undefined ? [] : [{ id: gateway.id, filters }]
}
