import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import { generate } from 'mqtt-packet'
import type { Log } from '../base/log.ts'
import { CommitLine } from './commit-line.ts'

export interface BrokerAddress {
  /** `mqtt:`, `mqtts:`, `ws:` or `wss:`. */
  readonly url: string
  readonly username: string | null
  readonly password: string | null
  /** The authority that has signed the broker's certificate; null: one that the system knows. */
  readonly authority: string | null
}

export interface SessionOptions {
  readonly address: BrokerAddress
  readonly clientId: string
  /** For so long the broker keeps the session of a worker that is gone; 0: it forgets it at once. */
  readonly expirySeconds: number
  readonly inFlightMax: number
}

export interface Heard {
  readonly topic: string
  readonly payload: Buffer
  readonly retain: boolean
}

export interface SessionDependencies {
  /** Settles when the message's consequences are committed; rejects when it has to come again. */
  take(message: Heard): Promise<void>
  /** A connection is up: what it hears is subscribed to. The broker has kept our session, or not. */
  subscribed(session: SharedSession, isKnown: boolean): void
  onNotStored(error: Error): void
  readonly log: Log
}

const RECONNECT_MS = 1000
const PACKET_BYTES_MAX = 512 * 1024
/** Messages in hand, of any QoS; past it nothing more is read, so that the broker holds what else there is. */
const HELD_MAX = 2000
const DRAIN_MS_MAX = 5000
const LOST = 'the connection to the broker ended, and is opened again; again and again, if another goes by this id'

/**
 * One MQTT 5 session on another broker, which acknowledges after the commit. MQTT.js would acknowledge one message after
 * the other, and wait with its PINGREQ meanwhile; so `handleMessage` answers it with an error at once, upon which MQTT.js
 * sends no PUBACK and goes on (handlers/publish.js, held by test/peers), and the PUBACK is written here when its turn comes.
 * What could not be stored ends the connection: only then does a broker say it again, here or to another worker.
 */
export class SharedSession {
  readonly #client: MqttClient
  readonly #deps: SessionDependencies
  #line: { readonly stream: unknown; readonly commits: CommitLine } | null = null
  #inHand = 0
  #resume: (() => void) | null = null
  #idle: (() => void) | null = null
  #isClosing = false

  constructor(options: SessionOptions, deps: SessionDependencies) {
    this.#deps = deps
    this.#client = connect(options.address.url, clientOptions(options))
    this.#client.handleMessage = (packet, done) => {
      const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
      this.#hear({ topic: packet.topic, payload, retain: packet.retain }, packet.messageId ?? null, done)
    }
    this.#client.on('connect', ({ sessionPresent }) => deps.subscribed(this, sessionPresent))
    this.#client.on('error', (error) => deps.log.warn({ err: error }, 'the connection to the broker failed'))
    this.#client.on('close', () => {
      if (!this.#isClosing) deps.log.warn({ clientId: options.clientId }, LOST)
    })
  }

  get isConnected(): boolean {
    return this.#client.connected
  }

  /** Taken and not stored yet. */
  get held(): number {
    return this.#inHand
  }

  subscribe(filters: readonly string[]): void {
    if (filters.length === 0) return
    this.#client.subscribe([...filters], { qos: 1, rap: false, rh: 0 }, (error, _granted, packet) => {
      const isRefused = packet?.cmd === 'suback' && packet.granted.some((code) => Number(code) >= 128)
      if (error || isRefused) this.#deps.log.error({ err: error, filters }, 'the broker does not let us subscribe')
    })
  }

  unsubscribe(filters: readonly string[]): void {
    if (filters.length > 0) this.#client.unsubscribe([...filters])
  }

  /** A hint, which is lost while there is no connection. */
  publish(topic: string, payload: string): void {
    this.#client.publish(topic, payload, { qos: 0 })
  }

  /** Resolves when the broker has it, and keeps it for who listens later. */
  async keep(topic: string, payload: string): Promise<void> {
    await this.#client.publishAsync(topic, payload, { qos: 1, retain: true })
  }

  /** Lets what is in hand be stored and acknowledged, and says goodbye. */
  async close(): Promise<void> {
    this.#isClosing = true
    if (this.#inHand > 0) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, DRAIN_MS_MAX)
      this.#idle = resolve
      await promise
      clearTimeout(timer)
    }
    await this.#client.endAsync()
  }

  #hear(message: Heard, messageId: number | null, done: (error?: Error) => void): void {
    // What comes while we close stays with the broker.
    const commits = this.#commits()
    const stored = messageId === null ? (): void => undefined : commits.hold(messageId)
    const goOn = (): void => (messageId === null ? done() : done(new Error('acknowledged after the commit')))
    if (this.#isClosing) return goOn()
    this.#inHand += 1
    this.#deps
      .take(message)
      .then(stored, (error: Error) => this.#notStored(commits, error))
      .finally(() => this.#released())
    if (this.#inHand < HELD_MAX) goOn()
    else this.#resume = goOn
  }

  #released(): void {
    this.#inHand -= 1
    this.#resume?.()
    this.#resume = null
    if (this.#inHand === 0) this.#idle?.()
  }

  /** Each connection has a line of its own: a message id means nothing on the next. */
  #commits(): CommitLine {
    const { stream } = this.#client
    if (this.#line?.stream === stream) return this.#line.commits
    const commits = new CommitLine((messageId) => {
      const puback = generate({ cmd: 'puback', messageId, reasonCode: 0 }, { protocolVersion: 5 })
      if (this.#client.stream === stream && !stream.destroyed) stream.write(puback)
    })
    this.#line = { stream, commits }
    return commits
  }

  #notStored(commits: CommitLine, error: Error): void {
    this.#deps.onNotStored(error)
    if (this.#line?.commits === commits) this.#client.stream.destroy()
  }
}

function clientOptions({ address, clientId, expirySeconds, inFlightMax }: SessionOptions): IClientOptions {
  return {
    protocolVersion: 5,
    clientId,
    clean: expirySeconds === 0,
    ...(address.username === null ? {} : { username: address.username }),
    ...(address.password === null ? {} : { password: address.password }),
    ...(address.authority === null ? {} : { ca: address.authority }),
    properties: {
      sessionExpiryInterval: expirySeconds,
      receiveMaximum: inFlightMax,
      maximumPacketSize: PACKET_BYTES_MAX,
    },
    reconnectPeriod: RECONNECT_MS,
    resubscribe: false,
    queueQoSZero: false,
    keepalive: 30,
  }
}
