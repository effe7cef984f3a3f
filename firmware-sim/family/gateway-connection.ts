import { connect } from 'mqtt'
import { goodbye } from '../connection.ts'
import type { Said } from './family.ts'

export interface GatewayConnectionOptions {
  readonly brokerUrl: string
  readonly id: string
  readonly secret: string
  readonly will: Said | null
}

export interface GatewayConnectionListener {
  up(): void
  /** Once for every connection, whether it ever came up or not; `why` is null when it was we who hung up. */
  down(why: string | null): void
}

export interface GatewayConnection {
  /** `onPuback` is called when the broker has acknowledged, and never if the connection ends first. */
  publish(said: Said, onPuback: () => void): void
  hangUp(): Promise<void>
  /** Without a goodbye, so that the broker says the will. */
  cut(): void
}

const CONNECT_TIMEOUT_MS = 15_000
const KEEPALIVE_SECONDS = 60

/** One MQTT 3.1.1 connection of a gateway. It subscribes to nothing: nobody gives these orders. */
export function openGatewayConnection(
  { brokerUrl, id, secret, will }: GatewayConnectionOptions,
  listener: GatewayConnectionListener,
): GatewayConnection {
  const client = connect(brokerUrl, {
    ...{ protocolVersion: 4, clean: true, clientId: id, username: id, password: secret },
    ...{ keepalive: KEEPALIVE_SECONDS, reconnectPeriod: 0, connectTimeout: CONNECT_TIMEOUT_MS },
    ...(will && { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: will.retain } }),
  })
  let why: string | null = 'the connection was closed'
  let ended = false
  client.on('error', (error) => {
    why = error.message
  })
  client.on('connect', () => listener.up())
  client.on('close', () => {
    if (ended) return
    ended = true
    client.end(true)
    listener.down(why)
  })
  return {
    publish({ topic, payload, retain }, onPuback) {
      client.publish(topic, payload, { qos: 1, retain }, (error) => {
        if (!error && !ended) onPuback()
      })
    },
    hangUp() {
      why = null
      return ended ? Promise.resolve() : goodbye(client)
    },
    cut() {
      why = 'the network was lost'
      client.stream.destroy()
    },
  }
}
