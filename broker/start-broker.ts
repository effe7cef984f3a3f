import type { Client, PublishPacket, Subscription } from 'aedes'
import type { Registry } from 'prom-client'
import type { RawMessage } from '../adapters/adapter.ts'
import type { Clock, Instant } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { mayPublish, maySubscribe } from './authority.ts'
import { BrokerMetrics } from './broker-metrics.ts'
import { FrameGuard, GATEWAY_FRAME_BYTES_MAX, SENSOR_FRAME_BYTES_MAX } from './frame-guard.ts'
import { type Arrival, type ListenerOptions, type Listeners, openListeners } from './listeners.ts'
import { OneWayAedes } from './one-way-aedes.ts'
import type { Credential, Principal } from './principal.ts'
import { PublishGate } from './publish-gate.ts'
import { Rate } from './rate.ts'
import type { Session } from './session.ts'
import { Turns } from './turns.ts'

export interface BrokerOptions extends ListenerOptions {
  /** Connections from one address; a building's sensors may share one. */
  readonly connectionsPerSecond?: number
  /** Messages from one client; more are held back, not dropped. */
  readonly messagesPerSecond?: { readonly sensor: number; readonly gateway: number }
}

export interface BrokerDependencies {
  /** Who that is; null for nobody we know. */
  authenticate(credential: Credential): Promise<Principal | null>
  /** Settles when the message's consequences are committed; rejects when they could not be. */
  accept(message: RawMessage): Promise<void>
  /** A sensor that we refuse is a household that we cannot see, so a refusal is never silent. */
  onRefused(refusal: { readonly clientId: string; readonly reason: string; readonly at: Instant }): void
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Registry
}

export interface Broker {
  readonly ports: Listeners['ports']
  /** Says something to the client that listens; kept for it when `retain`. */
  publish(topic: string, payload: string, options?: { readonly retain: boolean }): void
  /** Ends a client's connection at once. */
  disconnect(clientId: string): void
  connectedCount(): number
  /** Takes no more, lets what is in the gate settle, ends every connection. */
  close(): Promise<void>
}

const CONNECTIONS_PER_SECOND = 500
const CONNECTIONS_BURST_SECONDS = 4
const ADDRESSES_MAX = 10_000
const MESSAGES_PER_SECOND = { sensor: 500, gateway: 5000 }
const MESSAGES_BURST_SECONDS = 2
const AUTHENTICATIONS_AT_ONCE = 8
const AUTHENTICATIONS_WAITING_MAX = 20_000
const CONNECT_MS_MAX = 10_000
const DRAIN_MS_MAX = 20_000
const KEEPALIVE_SECONDS_MAX = 3600
const CLOSE_MS_MAX = 5000

/** aedes behind Menshen's contract (3-wire.md): who may connect, who may say what, and PUBACK only after the commit. */
export async function startBroker(options: BrokerOptions, deps: BrokerDependencies): Promise<Broker> {
  const doorway = new Doorway(options, deps)
  return doorway.open()
}

/** The broker's moving parts, and what each of aedes' questions is answered with. */
class Doorway {
  readonly #options: BrokerOptions
  readonly #deps: BrokerDependencies
  readonly #metrics: BrokerMetrics
  readonly #gate: PublishGate
  readonly #sessions = new WeakMap<object, Session>()
  readonly #authentications = new Turns(AUTHENTICATIONS_AT_ONCE, AUTHENTICATIONS_WAITING_MAX)
  readonly #addresses = new Map<string, Rate>()
  readonly #clients = new Map<string, Client>()
  #aedes: OneWayAedes | null = null

  constructor(options: BrokerOptions, deps: BrokerDependencies) {
    this.#options = options
    this.#deps = deps
    this.#metrics = new BrokerMetrics(deps.metrics, () => this.#aedes?.connectedClients ?? 0)
    this.#gate = new PublishGate(deps.accept, deps.clock)
  }

  async open(): Promise<Broker> {
    const aedes = await OneWayAedes.open({
      concurrency: 0,
      connectTimeout: CONNECT_MS_MAX,
      drainTimeout: DRAIN_MS_MAX,
      keepaliveLimit: KEEPALIVE_SECONDS_MAX,
      preConnect: (client, packet, done) => {
        const refusal = this.#refusalOfConnect(client, packet.clientId, packet.username, packet.will?.topic)
        done(refusal === null ? null : this.#refuse(packet.clientId, refusal), refusal === null)
      },
      authenticate: (client, username, password, done) => {
        this.#authenticate(client, username ?? '', password ?? Buffer.alloc(0)).then(
          (known) => done(null, known),
          () => done(Object.assign(new Error('who that is could not be found out'), { returnCode: 3 }), false),
        )
      },
      authorizePublish: (client, packet, done) => this.#publish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => done(null, this.#subscription(client, subscription)),
    })
    this.#aedes = aedes
    aedes.on('client', (client) => this.#clients.set(client.id, client))
    aedes.on('clientDisconnect', (client) => {
      if (this.#clients.get(client.id) === client) this.#clients.delete(client.id)
    })
    const listeners = await openListeners(this.#options, (arrival) => this.#arrive(aedes, arrival))
    return {
      ports: listeners.ports,
      publish: (topic, payload, { retain } = { retain: false }) =>
        aedes.publish({ cmd: 'publish', topic, payload, qos: retain ? 1 : 0, retain, dup: false }, () => undefined),
      disconnect: (clientId) => this.#clients.get(clientId)?.close(),
      connectedCount: () => aedes.connectedClients,
      close: async () => {
        await listeners.close()
        await this.#gate.drained(CLOSE_MS_MAX)
        await new Promise<void>((resolve) => aedes.close(resolve))
      },
    }
  }

  #arrive(aedes: OneWayAedes, { stream, address, certificateId }: Arrival): void {
    if (!this.#rateOf(address).allows(this.#deps.clock())) {
      this.#metrics.refused.inc({ reason: 'connection_rate' })
      stream.destroy()
      return
    }
    const guard = new FrameGuard()
    const read = stream.read.bind(stream)
    stream.read = (size?: number) => {
      const chunk: Buffer | null = read(size)
      const fault = chunk === null ? null : guard.inspect(chunk)
      if (fault === null) return chunk
      this.#metrics.refused.inc({ reason: fault })
      stream.destroy()
      return null
    }
    const client = aedes.handle(stream)
    this.#sessions.set(client, { guard, certificateId, principal: null, rate: null, subscriptions: 0, held: [] })
  }

  #rateOf(address: string): Rate {
    const known = this.#addresses.get(address)
    if (known !== undefined) return known
    const perSecond = this.#options.connectionsPerSecond ?? CONNECTIONS_PER_SECOND
    const rate = new Rate(perSecond, perSecond * CONNECTIONS_BURST_SECONDS)
    this.#addresses.set(address, rate)
    if (this.#addresses.size > ADDRESSES_MAX) {
      const [oldest] = this.#addresses.keys()
      if (oldest !== undefined) this.#addresses.delete(oldest)
    }
    return rate
  }

  #refuse(clientId: string, reason: string): Error {
    this.#metrics.refused.inc({ reason })
    this.#deps.onRefused({ clientId: clientId.slice(0, 64), reason, at: this.#deps.clock() })
    return new Error(reason)
  }

  #refusalOfConnect(
    client: Client,
    clientId: string,
    username: string | undefined,
    will: string | undefined,
  ): string | null {
    const session = this.#sessions.get(client)
    if (session === undefined) return 'no_session'
    if (clientId === '') return 'no_client_id'
    if (username !== clientId && session.certificateId !== clientId) return 'client_id_is_not_user_name'
    return will?.startsWith('$') ? 'topic_not_yours' : null
  }

  async #authenticate(client: Client, username: string, password: Buffer): Promise<boolean> {
    const session = this.#sessions.get(client)
    if (session === undefined) return false
    const { certificateId } = session
    const principal = await this.#authentications.run(() =>
      this.#deps.authenticate({ clientId: client.id, username, password, certificateId }),
    )
    if (principal === null) {
      this.#refuse(client.id, 'not_authenticated')
      return false
    }
    const perSecond = (this.#options.messagesPerSecond ?? MESSAGES_PER_SECOND)[principal.kind]
    session.principal = principal
    session.rate = new Rate(perSecond, perSecond * MESSAGES_BURST_SECONDS)
    session.guard.accept(principal.kind === 'sensor' ? SENSOR_FRAME_BYTES_MAX : GATEWAY_FRAME_BYTES_MAX)
    return true
  }

  #publish(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const session = client === null ? undefined : this.#sessions.get(client)
    if (client === null || session === undefined || session.principal === null) return done(new Error('nobody'))
    const { principal, rate } = session
    const refusal = mayPublish(principal, packet.topic) ?? refusalOfPacket(principal, packet)
    if (refusal !== null) return done(this.#refuse(principal.id, refusal))
    const message: RawMessage = {
      clientId: principal.id,
      topic: packet.topic,
      payload: typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload,
      retain: packet.retain,
      receivedAt: this.#deps.clock(),
    }
    packet.retain = false
    this.#metrics.published.inc({ kind: principal.kind })
    if (client.closed) return this.#hint(message, done)
    const delayMs = rate?.delayMs(message.receivedAt) ?? 0
    if (delayMs > 0) this.#metrics.slowedDown.inc()
    this.#gate.hold(session, message, delayMs, (error) => {
      if (error) this.#metrics.notAcknowledged.inc()
      done(error)
    })
  }

  /** A will: nobody waits for its answer, and nobody says it again. */
  #hint(message: RawMessage, done: (error?: Error | null) => void): void {
    this.#deps.accept(message).catch((error: Error) => this.#deps.log.warn({ err: error }, 'a will was not stored'))
    done()
  }

  #subscription(client: Client, subscription: Subscription): Subscription | null {
    const session = this.#sessions.get(client)
    if (session === undefined || session.principal === null) return null
    const refusal = maySubscribe(session.principal, subscription.topic, session.subscriptions)
    if (refusal !== null) {
      this.#refuse(session.principal.id, refusal)
      return null
    }
    session.subscriptions += 1
    return subscription
  }
}

function refusalOfPacket(principal: Principal, packet: PublishPacket): string | null {
  if (packet.qos === 2 && principal.kind === 'sensor') return 'qos_2'
  return packet.qos > 0 && packet.messageId === 0 ? 'packet_id' : null
}
