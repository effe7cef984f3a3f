import type { Duplex } from 'node:stream'
import type { AuthenticateError, Client, ConnectPacket, PublishPacket, Subscription } from 'aedes'
import type { RawMessage } from '../adapters/adapter.ts'
import type { Clock, Instant } from '../base/instant.ts'
import { mayPublish, maySubscribe, SUBSCRIPTIONS_MAX } from './authority.ts'
import type { BrokerMetrics } from './broker-metrics.ts'
import { ClientReader } from './client-reader.ts'
import type { ConnectionLimits } from './connection-limits.ts'
import { FrameGuard, GATEWAY_FRAME_BYTES_MAX, SENSOR_FRAME_BYTES_MAX } from './frame-guard.ts'
import type { Arrival } from './listeners.ts'
import type { Login } from './login.ts'
import type { Principal } from './principal.ts'
import type { PublishGate } from './publish-gate.ts'
import { Rate } from './rate.ts'
import type { Session } from './session.ts'

export interface ToldRefusal {
  readonly clientId: string
  readonly reason: string
  readonly at: Instant
}

interface DoorwayParts {
  readonly clock: Clock
  readonly elapsed: Clock
  readonly metrics: BrokerMetrics
  readonly gate: PublishGate
  readonly login: Login
  readonly limits: ConnectionLimits
  readonly messagesPerSecond: { readonly sensor: number; readonly gateway: number }
  accept(message: RawMessage): Promise<void>
  onRefused(refusal: ToldRefusal): void
}

type Done = (error?: Error | null) => void
type LoginDone = (error: AuthenticateError | null, known: boolean) => void

const MESSAGES_BURST_SECONDS = 2
const TOLD_ID_LENGTH_MAX = 64
/** CONNACK return codes (MQTT 3.1.1, 3.2.2.3); 6 is aedes' own. */
const IDENTIFIER_REJECTED = 2
const SERVER_UNAVAILABLE = 3
const NOT_AUTHORIZED = 5
const AEDES_REFUSALS = new Map([
  [1, 'protocol_version'],
  [6, 'keepalive'],
])

/** What each of aedes' questions is answered with, and who is there. */
export class Doorway {
  readonly #parts: DoorwayParts
  readonly #sessions = new WeakMap<object, Session>()
  /** Every client from its CONNECT on, so that a revocation also reaches one that is just being let in. */
  readonly #clients = new Map<string, Set<Client>>()
  #closing = false

  constructor(parts: DoorwayParts) {
    this.#parts = parts
  }

  arrive({ stream, certificateId, unprovedBytes }: Arrival, handle: (stream: Duplex) => Client): void {
    const refusal = this.#parts.limits.enter(stream, unprovedBytes)
    if (refusal !== null) {
      this.#parts.metrics.refused.inc({ reason: refusal })
      stream.destroy()
      return
    }
    const session: Session = {
      ...{ stream, certificateId, guard: new FrameGuard(), principal: null, rate: null },
      ...{ claimedId: '', willTopic: null },
      ...{ held: [], filters: new Set<string>(), told: new Set<string>() },
    }
    new ClientReader(session, this.#parts.gate, this.#parts.elapsed, {
      refused: (reason) => this.#refuse(session, session.claimedId, reason),
      slowedDown: () => this.#parts.metrics.slowedDown.inc(),
    })
    this.#sessions.set(handle(stream), session)
  }

  /** Before aedes looks at a CONNECT. What aedes refuses by itself (MQTT 5, keepalive) it answers with a CONNACK. */
  connecting(client: Client, connect: ConnectPacket): void {
    const session = this.#sessions.get(client)
    if (session === undefined) return
    session.claimedId = connect.clientId
    session.willTopic = connect.will?.topic ?? null
    // Every session is clean: aedes' stored ones grow without limit while a client is away, and also keep the filters
    // that were refused (persistence.addSubscriptions gets the whole SUBSCRIBE). Retained settings are heard anew.
    connect.clean = true
  }

  /** After a CONNACK: counts what aedes refused by itself. */
  answered(client: Client, returnCode: number): void {
    const session = this.#sessions.get(client)
    const reason = AEDES_REFUSALS.get(returnCode)
    if (session !== undefined && reason !== undefined) this.#refuse(session, session.claimedId, reason)
  }

  async authenticate(client: Client, username: string, password: Buffer, done: LoginDone): Promise<void> {
    const session = this.#sessions.get(client)
    if (session === undefined) return done(null, false)
    this.#remember(client, session)
    const { certificateId, claimedId, willTopic } = session
    const attempt = {
      ...{ clientId: claimedId, username, password, certificateId, willTopic },
      gone: () => client.closed,
    }
    try {
      const principal = await this.#parts.login.principalOf(attempt)
      if (typeof principal !== 'string') return done(null, this.#letIn(session, principal))
      if (client.closed) return
      const byName = principal === 'client_id_is_not_user_name' || principal === 'no_client_id'
      const returnCode = byName ? IDENTIFIER_REJECTED : NOT_AUTHORIZED
      done(Object.assign(this.#refuse(session, claimedId, principal), { returnCode }), false)
    } catch {
      this.#parts.metrics.refused.inc({ reason: 'login_unavailable' })
      done(Object.assign(new Error('login_unavailable'), { returnCode: SERVER_UNAVAILABLE }), false)
    }
  }

  authorizePublish(client: Client | null, packet: PublishPacket, done: Done): void {
    const session = client === null ? undefined : this.#sessions.get(client)
    if (client === null || session === undefined || session.principal === null) return done(new Error('nobody'))
    const { principal } = session
    const isWill = client.closed
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
    const refusal =
      mayPublish(principal, packet.topic) ?? (isWill ? null : refusalOfPacket(principal, packet, payload.length))
    if (refusal !== null) return done(this.#refuse(session, principal.id, refusal))
    const message: RawMessage = {
      clientId: principal.id,
      topic: packet.topic,
      payload,
      // Live, whatever its own flag asks for: nothing that a client says is kept here, or delivered out of a store.
      retain: false,
      receivedAt: this.#parts.clock(),
    }
    this.#parts.metrics.published[principal.kind].inc()
    if (isWill) return this.#hint(client, message, done)
    this.#parts.gate.hold(session, message, (error) => {
      if (error) this.#parts.metrics.notAcknowledged.inc()
      done(error)
    })
  }

  authorizeSubscribe(client: Client, subscription: Subscription): Subscription | null {
    const session = this.#sessions.get(client)
    if (session === undefined || session.principal === null) return null
    const { filters, principal } = session
    const tooMany = filters.size >= SUBSCRIPTIONS_MAX && !filters.has(subscription.topic)
    const refusal = maySubscribe(principal, subscription.topic) ?? (tooMany ? 'too_many_subscriptions' : null)
    if (refusal !== null) {
      this.#refuse(session, principal.id, refusal)
      return null
    }
    filters.add(subscription.topic)
    return subscription
  }

  unsubscribed(client: Client, filters: readonly string[]): void {
    const session = this.#sessions.get(client)
    for (const filter of filters) session?.filters.delete(filter)
  }

  /** Ends every connection under that id, also one that is just being let in. */
  disconnect(clientId: string): void {
    for (const client of this.#clients.get(clientId) ?? []) this.#sessions.get(client)?.stream.destroy()
  }

  connectedCount(): number {
    let count = 0
    for (const clients of this.#clients.values()) {
      for (const client of clients) if (client.connected) count += 1
    }
    return count
  }

  /** From here on a connection that ends is our doing and not a sensor's: its will is not taken for news. */
  close(): void {
    this.#closing = true
  }

  #remember(client: Client, { stream }: Session): void {
    const { id } = client
    const clients = this.#clients.get(id) ?? new Set<Client>()
    this.#clients.set(id, clients.add(client))
    stream.once('close', () => {
      clients.delete(client)
      if (clients.size === 0 && this.#clients.get(id) === clients) this.#clients.delete(id)
    })
  }

  #letIn(session: Session, principal: Principal): boolean {
    const perSecond = this.#parts.messagesPerSecond[principal.kind]
    session.principal = principal
    session.rate = new Rate(perSecond, perSecond * MESSAGES_BURST_SECONDS)
    session.guard.accept(principal.kind === 'sensor' ? SENSOR_FRAME_BYTES_MAX : GATEWAY_FRAME_BYTES_MAX)
    this.#parts.limits.prove(session.stream)
    return true
  }

  /** A will: nobody waits for its answer, and nobody says it again. Who is back already is not gone. */
  #hint(client: Client, message: RawMessage, done: Done): void {
    if (!this.#closing && !this.#isBack(client)) {
      this.#parts.accept(message).catch(() => this.#parts.metrics.willsLost.inc())
    }
    done()
  }

  #isBack(client: Client): boolean {
    const others = [...(this.#clients.get(client.id) ?? [])].filter((it) => it !== client)
    return others.some((it) => (this.#sessions.get(it)?.principal ?? null) !== null)
  }

  #refuse(session: Session, clientId: string, reason: string): Error {
    this.#parts.metrics.refused.inc({ reason })
    if (!session.told.has(reason) && clientId !== '') {
      session.told.add(reason)
      this.#parts.onRefused({ clientId: clientId.slice(0, TOLD_ID_LENGTH_MAX), reason, at: this.#parts.clock() })
    }
    return new Error(reason)
  }
}

function refusalOfPacket(principal: Principal, packet: PublishPacket, payloadBytes: number): string | null {
  if (packet.qos === 2 && principal.kind === 'sensor') return 'qos_2'
  if (packet.qos === 0) return null
  return packet.messageId === 0 || (payloadBytes === 0 && endsBeforeItsId(packet)) ? 'packet_id' : null
}

/** mqtt-packet then takes the next frame's first bytes for the packet id. */
function endsBeforeItsId({ topic, length = 0 }: PublishPacket): boolean {
  return length < 2 + Buffer.byteLength(topic) + 2
}
