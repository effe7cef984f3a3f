import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { Aedes, type AuthenticateError, type Client, type ConnectPacket, type PublishPacket } from 'aedes'
import type { Acknowledgement } from '../../protocol/acknowledgement.ts'
import type { Settings } from '../../protocol/settings.ts'
import { parseSensorTopic, sensorTopic } from '../../protocol/topic.ts'
import { type Expected, refusalOf } from './admission.ts'
import { type Happening, readPayload } from './sighting.ts'

const KEEPALIVE_SECONDS_MAX = 3600
// MQTT 3.1.1, table 3.1
const IDENTIFIER_REJECTED = 2
const NOT_AUTHORIZED = 5
/** What a later version of the protocol may say besides. */
const UNKNOWN_FIELDS = { later: { version: 2, words: ['unknown'] } }

export interface JudgingBrokerOptions {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  readonly expected: Expected
  readonly note: (happening: Happening) => void
}

/** A server as a device sees Menshen, for one device: it notes what comes, and answers as it is told. */
export class JudgingBroker {
  /** Whether QoS 1 is answered with PUBACK. */
  pubackGiven = true
  readonly #aedes: Aedes
  readonly #server: Server
  readonly #note: JudgingBrokerOptions['note']
  readonly #sockets = new Set<Socket>()
  readonly #connections = new WeakMap<Client, number>()
  #expected: Expected
  #latest: { readonly client: Client; readonly connection: number } | null = null
  #count = 0

  private constructor(aedes: Aedes, { expected, note }: JudgingBrokerOptions) {
    this.#aedes = aedes
    this.#expected = expected
    this.#note = note
    this.#server = createServer((socket) => this.#take(socket))
    aedes.preConnect = (client, packet, done) => done(null, this.#hearConnect(client, packet))
    aedes.authenticate = (client, username, _secret, done) => {
      if (this.#connections.has(client)) done(null, true)
      else done(notLetIn(username === client.id ? NOT_AUTHORIZED : IDENTIFIER_REJECTED), null)
    }
    aedes.authorizeSubscribe = (client, subscription, done) => {
      this.#note({ kind: 'subscribed', connection: this.#numberOf(client), topic: subscription.topic })
      const own = [sensorTopic(client.id, 'ack'), sensorTopic(client.id, 'down')].includes(subscription.topic)
      done(null, own ? subscription : null)
    }
    aedes.authorizePublish = (client, packet, done) => done(client === null ? null : this.#hearPublish(client, packet))
  }

  /** Throws when the port cannot be had. */
  static async open(options: JudgingBrokerOptions): Promise<JudgingBroker> {
    const aedes = await Aedes.createBroker({ keepaliveLimit: KEEPALIVE_SECONDS_MAX })
    const broker = new JudgingBroker(aedes, options)
    broker.#server.listen(options.port, options.host)
    await once(broker.#server, 'listening')
    return broker
  }

  get port(): number {
    const address = this.#server.address()
    return address === null || typeof address === 'string' ? 0 : address.port
  }

  /** QoS 0, not retained, as Menshen sends it. */
  async ack(ack: Acknowledgement, withUnknownField = false): Promise<void> {
    this.#note({ kind: 'ack', ack })
    await this.#publish('ack', { ...ack, ...(withUnknownField && UNKNOWN_FIELDS) }, 0)
  }

  /** QoS 1, retained. */
  async down(settings: Settings, withUnknownField = false): Promise<void> {
    this.#note({ kind: 'down', settings, withUnknownField })
    await this.#publish('down', { ...settings, ...(withUnknownField && UNKNOWN_FIELDS) }, 1)
  }

  /** Ends the connection without a word, as a lost network does. False when there is none. */
  cut(): boolean {
    if (this.#latest === null) return false
    const { client, connection } = this.#latest
    this.#note({ kind: 'cut', connection })
    client.conn.destroy()
    return true
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    await new Promise<void>((resolve) => this.#aedes.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  #take(socket: Socket): void {
    this.#sockets.add(socket)
    const client = this.#aedes.handle(socket)
    socket.on('close', () => {
      this.#sockets.delete(socket)
      const connection = this.#connections.get(client)
      if (connection !== undefined) this.#note({ kind: 'ended', connection })
      if (this.#latest?.client === client) this.#latest = null
    })
  }

  /** Notes it, let in or not. MQTT 5 and a bad keep-alive aedes refuses by itself, with the right code. */
  #hearConnect(client: Client, packet: ConnectPacket): true {
    const { clientId, protocolVersion = 4, keepalive = 0 } = packet
    const will = packet.will?.topic ?? null
    const username = packet.username ?? null
    const secret = packet.password?.toString() ?? null
    const connect = { clientId, username, secret, protocolVersion, keepaliveSeconds: keepalive, will }
    const refused = refusalOf(connect, this.#expected)
    const connection = refused === null ? this.#letIn(client, clientId) : 0
    this.#note({ kind: 'connected', connection, clientId, keepaliveSeconds: keepalive, will, refused })
    return true
  }

  /** The first that is let in is the one that is judged. */
  #letIn(client: Client, clientId: string): number {
    this.#expected = { ...this.#expected, id: clientId }
    this.#count += 1
    this.#connections.set(client, this.#count)
    this.#latest = { client, connection: this.#count }
    return this.#count
  }

  #hearPublish(client: Client, packet: PublishPacket): Error | null {
    const { topic, qos, retain } = packet
    const parsed = parseSensorTopic(topic)
    if (parsed?.id === client.id && parsed.kind === 'gone') return null
    const payload = Buffer.from(packet.payload)
    const own = topic === sensorTopic(client.id, 'up')
    const reading = own ? readPayload(payload) : { count: 0, messages: [], problems: [] }
    const connection = this.#numberOf(client)
    this.#note({ kind: 'said', connection, topic, qos, retain, bytes: payload.length, ...reading })
    if (!own) return new Error(`${client.id} may not publish on ${topic}`)
    // aedes acknowledges by what stands in the packet, and goes on reading; a callback kept back would hold up what follows.
    if (!this.pubackGiven) packet.qos = 0
    return null
  }

  #numberOf(client: Client): number {
    return this.#connections.get(client) ?? 0
  }

  #publish(kind: 'ack' | 'down', content: object, qos: 0 | 1): Promise<void> {
    const topic = sensorTopic(this.#expected.id ?? '', kind)
    const payload = Buffer.from(JSON.stringify(content))
    return new Promise((resolve, reject) => {
      this.#aedes.publish({ cmd: 'publish', topic, payload, qos, retain: kind === 'down', dup: false }, (error) =>
        error ? reject(error) : resolve(),
      )
    })
  }
}

function notLetIn(returnCode: number): AuthenticateError {
  return Object.assign(new Error('not let in'), { returnCode })
}
