import { connect, type MqttClient } from 'mqtt'
import type { SensorUid } from '../base/id.ts'
import type { Clock, Instant } from '../base/instant.ts'
import type { SensorMessage } from '../protocol/sensor-message.ts'
import { sensorTopic } from '../protocol/topic.ts'

export interface CanarySensorOptions {
  readonly brokerUrl: string
  readonly uid: SensorUid
  readonly secret: string
  /** Names its run. */
  readonly boot: string
  readonly clock: Clock
  /** For each connection, and for each acknowledgement. */
  readonly timeoutMs: number
}

type Said = Pick<SensorMessage, 'kind' | 'door'> & { readonly seq: number; readonly at: Instant }

/**
 * A virtual native sensor over a real connection, a new one at each visit, as no other part of us has a shorter way in.
 * What was not acknowledged is said again at the next visit under the same number, so that there are no holes.
 */
export class CanarySensor {
  readonly #options: CanarySensorOptions
  #unacknowledged: readonly Said[] = []
  #seq = 0
  /** Counts, so that a connection that comes up after we left is closed. */
  #visit = 0
  #client: MqttClient | null = null

  constructor(options: CanarySensorOptions) {
    this.#options = options
  }

  /** Connects, says what is left over, and that the door is closed. Throws why it could not. */
  async arrive(onPublished: () => void): Promise<void> {
    this.#visit += 1
    const visit = this.#visit
    const client = await this.#connect()
    if (visit !== this.#visit) {
      client.end(true)
      throw new Error('left before the broker answered')
    }
    this.#client = client
    for (const said of this.#unacknowledged) await this.#publish(said, onPublished)
    this.#unacknowledged = []
    await this.say(this.#seq === 0 ? 'hello' : 'heartbeat', 'closed', onPublished)
  }

  /** Resolves at the acknowledgement. `onPublished` is called when the message has left. */
  async say(kind: Said['kind'], door: 'open' | 'closed', onPublished: () => void = () => undefined): Promise<void> {
    this.#seq += 1
    const said = { kind, door, seq: this.#seq, at: this.#options.clock() }
    this.#unacknowledged = [...this.#unacknowledged, said]
    await this.#publish(said, onPublished)
    this.#unacknowledged = this.#unacknowledged.filter((it) => it !== said)
  }

  leave(): void {
    this.#visit += 1
    this.#client?.end(true)
    this.#client = null
  }

  #connect(): Promise<MqttClient> {
    const { brokerUrl, uid, secret, timeoutMs } = this.#options
    const identity = { clientId: uid, username: uid, password: secret }
    const manner = { clean: true, reconnectPeriod: 0, connectTimeout: timeoutMs, keepalive: 30 }
    const client = connect(brokerUrl, { protocolVersion: 4, ...manner, ...identity })
    return new Promise((resolve, reject) => {
      let why = new Error('the broker closed the connection')
      client.on('error', (error) => {
        why = error
      })
      client.once('connect', () => resolve(client))
      client.once('close', () => {
        client.end(true)
        reject(why)
      })
    })
  }

  async #publish({ kind, door, seq, at }: Said, onPublished: () => void): Promise<void> {
    const { uid, boot, clock, timeoutMs } = this.#options
    const client = this.#client
    if (client === null) throw new Error('not connected')
    const payload = JSON.stringify({ boot, seq, kind, age: Math.max(0, clock() - at), door })
    const settled = new AbortController()
    try {
      await new Promise<void>((resolve, reject) => {
        const gone = (): void => reject(new Error('the connection was closed before the acknowledgement'))
        const timer = setTimeout(() => reject(new Error(`no acknowledgement within ${timeoutMs} ms`)), timeoutMs)
        client.once('close', gone)
        settled.signal.addEventListener('abort', () => {
          clearTimeout(timer)
          client.off('close', gone)
        })
        client.publish(sensorTopic(uid, 'up'), payload, { qos: 1 }, (error) => (error ? reject(error) : resolve()))
        onPublished()
      })
    } finally {
      settled.abort()
    }
  }
}
