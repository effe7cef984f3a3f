import type { EventEmitter } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { Registry } from 'prom-client'
import type { RawMessage } from '../adapters/adapter.ts'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { sensorTopic } from '../protocol/topic.ts'
import { BrokerMetrics } from './broker-metrics.ts'
import { type ConnectionLimitOptions, ConnectionLimits } from './connection-limits.ts'
import { Doorway, type ToldRefusal } from './doorway.ts'
import { type ListenerOptions, type Listeners, openListeners } from './listeners.ts'
import { Login } from './login.ts'
import { OneWayAedes } from './one-way-aedes.ts'
import type { Credential, Principal } from './principal.ts'
import { PublishGate } from './publish-gate.ts'

export interface BrokerOptions extends ListenerOptions, ConnectionLimitOptions {
  /** Messages from one client; more are held back, not dropped. */
  readonly messagesPerSecond?: { readonly sensor: number; readonly gateway: number }
}

export interface BrokerDependencies {
  /** Who that is; null for nobody we know. */
  authenticate(credential: Credential): Promise<Principal | null>
  /** Settles when the message's consequences are committed; rejects when they could not be. */
  accept(message: RawMessage): Promise<void>
  /** A sensor that we refuse is a household that we cannot see, so a refusal is never silent. */
  onRefused(refusal: ToldRefusal): void
  /** A sensor listens for its settings from now on. */
  onListening?(sensorId: string): void
  readonly clock: Clock
  /** Milliseconds that never step, for rates and time limits: a corrected wall clock must not shut sensors out. */
  readonly elapsed?: Clock
  readonly log: Log
  readonly metrics: Registry
}

export interface Broker {
  readonly ports: Listeners['ports']
  /** Says something to the client that listens. */
  publish(topic: string, payload: string): void
  /**
   * Says it at QoS 1, and keeps nothing: what is kept for a sensor is said to it whenever it begins to listen (`onListening`),
   * as a broker's memory ends with its process.
   */
  keep(topic: string, payload: string): Promise<void>
  /** Ends a client's connection at once. */
  disconnect(clientId: string): void
  connectedCount(): number
  /** Takes no more, lets what is in the gate settle, ends every connection. */
  close(): Promise<void>
}

const MESSAGES_PER_SECOND = { sensor: 500, gateway: 5000 }
const CONNECT_MS_MAX = 10_000
const DRAIN_MS_MAX = 20_000
const KEEPALIVE_SECONDS_MAX = 3600
/** A gateway's QoS 2 publishes that wait for their PUBREL. */
const QOS_2_IN_FLIGHT_MAX = 64
const CLOSE_MS_MAX = 5000
/** What SUBACK grants to a subscription that is refused (MQTT 3.1.1, 3.9.3). */
const REFUSED = 128

/** aedes behind Menshen's contract (3-wire.md): who may connect, who may say what, and PUBACK only after the commit. */
export async function startBroker(options: BrokerOptions, deps: BrokerDependencies): Promise<Broker> {
  const { clock, log, elapsed = (): number => performance.now() } = deps
  const accept = (message: RawMessage): Promise<void> => deps.accept(message)
  const gate = new PublishGate(accept, elapsed)
  const limits = new ConnectionLimits(options, elapsed)
  const metrics = new BrokerMetrics(deps.metrics, {
    connected: (): number => doorway.connectedCount(),
    held: () => gate.held,
  })
  const login = new Login((credential) => deps.authenticate(credential))
  const messagesPerSecond = options.messagesPerSecond ?? MESSAGES_PER_SECOND
  const onRefused = (refusal: ToldRefusal): void => deps.onRefused(refusal)
  const doorway = new Doorway({ clock, elapsed, metrics, gate, login, limits, messagesPerSecond, accept, onRefused })
  const aedes = await openAedes(doorway, log)
  aedes.on('subscribe', (subscriptions, { id }) => {
    if (subscriptions.some((it) => it.topic === sensorTopic(id, 'down') && it.qos < REFUSED)) deps.onListening?.(id)
  })
  const listeners = await openListeners(options, {
    admits: (address, handshakes) => {
      const reason = limits.refusalOf(address, handshakes)
      if (reason !== null) metrics.refused.inc({ reason })
      return reason === null
    },
    admissionFailed: () => metrics.refused.inc({ reason: 'admission_failed' }),
    arrived: (arrival) => doorway.arrive(arrival, (stream) => aedes.handle(stream)),
  }).catch(async (error: unknown) => {
    await Promise.all([gate.close(0), closed(aedes)])
    throw error
  })
  return {
    ports: listeners.ports,
    publish: (topic, payload) =>
      aedes.publish({ cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false }, () => undefined),
    keep: (topic, payload) =>
      new Promise((resolve, reject) => {
        const packet = { cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false } as const
        aedes.publish(packet, (error) => (error ? reject(error) : resolve()))
      }),
    disconnect: (clientId) => doorway.disconnect(clientId),
    connectedCount: () => doorway.connectedCount(),
    close: async () => {
      const stopped = listeners.close()
      await gate.close(CLOSE_MS_MAX)
      // The last acknowledgements are written on the next tick (mqtt-packet corks), and destroying would lose them.
      await setImmediate()
      doorway.close()
      await closed(aedes)
      limits.destroyAll()
      await stopped
    },
  }
}

async function openAedes(doorway: Doorway, log: Log): Promise<OneWayAedes> {
  const aedes = await OneWayAedes.open({
    concurrency: 0,
    connectTimeout: CONNECT_MS_MAX,
    drainTimeout: DRAIN_MS_MAX,
    keepaliveLimit: KEEPALIVE_SECONDS_MAX,
    maxInflightInbound: QOS_2_IN_FLIGHT_MAX,
    preConnect: (client, packet, done) => {
      doorway.connecting(client, packet)
      done(null, true)
    },
    authenticate: (client, username, password, done) => {
      doorway.authenticate(client, username ?? '', password ?? Buffer.alloc(0), done)
    },
    authorizePublish: (client, packet, done) => doorway.authorizePublish(client, packet, done),
    authorizeSubscribe: (client, subscription, done) => done(null, doorway.authorizeSubscribe(client, subscription)),
  })
  aedes.on('unsubscribe', (filters, client) => doorway.unsubscribed(client, filters))
  aedes.on('connackSent', ({ returnCode }, client) => doorway.answered(client, returnCode ?? 0))
  // Its timers' failures; unheard, one of them would end the process.
  const emitter: EventEmitter = aedes
  emitter.on('error', (error: Error) => log.error({ err: error }, 'the broker failed at something of its own'))
  return aedes
}

function closed(aedes: OneWayAedes): Promise<void> {
  return new Promise((resolve) => aedes.close(resolve))
}
