import { connect, type MqttClient } from 'mqtt'
import type { z } from 'zod'
import { type Acknowledgement, acknowledgement } from '../protocol/acknowledgement.ts'
import { type Settings, settings } from '../protocol/settings.ts'
import { sensorTopic } from '../protocol/topic.ts'

export interface ConnectionOptions {
  /** `mqtt://`, `mqtts://` or `ws://` host and port. */
  readonly brokerUrl: string
  readonly id: string
  readonly secret: string
  readonly keepaliveSeconds: number
}

export interface ConnectionListener {
  up(): void
  /** Once for every connection, whether it ever came up or not; `why` is null when it was we who hung up. */
  down(why: string | null): void
  ack(ack: Acknowledgement): void
  told(settings: Settings): void
  /** Something arrived that is not what the protocol says. */
  unreadable(topic: string): void
}

export interface Connection {
  /** `onPuback` is called when the broker has acknowledged, and never if the connection ends first. */
  publish(payload: string, onPuback: () => void): void
  /** A DISCONNECT, then the socket; the will stays unsent. */
  hangUp(): Promise<void>
  /** The network is gone: no goodbye, so the broker publishes the will. */
  cut(): void
}

const CONNECT_TIMEOUT_MS = 15_000
const GOODBYE_MS_MAX = 1000

/**
 * One MQTT 3.1.1 connection, from CONNECT to its end. Every connection is a new client: MQTT.js would otherwise send
 * its unacknowledged packets again by itself, with the age they had when they were first packed.
 */
export function openConnection(options: ConnectionOptions, listener: ConnectionListener): Connection {
  const { id, secret, brokerUrl, keepaliveSeconds } = options
  const client = connect(brokerUrl, {
    protocolVersion: 4,
    clean: true,
    clientId: id,
    username: id,
    password: secret,
    keepalive: keepaliveSeconds,
    reconnectPeriod: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    resubscribe: false,
    will: { topic: sensorTopic(id, 'gone'), payload: '{}', qos: 0, retain: false },
  })
  let why: string | null = 'the connection was closed'
  let ended = false
  client.on('error', (error) => {
    why = error.message
  })
  client.on('connect', () => subscribe(client, id, listener))
  client.on('message', (topic, payload) => hear(id, topic, payload, listener))
  client.on('close', () => {
    if (ended) return
    ended = true
    client.end(true)
    listener.down(why)
  })
  return {
    publish(payload, onPuback) {
      client.publish(sensorTopic(id, 'up'), payload, { qos: 1 }, (error) => {
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

/** MQTT.js waits with its DISCONNECT for every open PUBACK; one that never comes must not hold us for ever. */
export function goodbye(client: MqttClient): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => client.stream.destroy(), GOODBYE_MS_MAX)
    client.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    client.end(!client.connected)
  })
}

function subscribe(client: MqttClient, id: string, listener: ConnectionListener): void {
  client.subscribe([sensorTopic(id, 'ack'), sensorTopic(id, 'down')], { qos: 1 }, (error) => {
    if (error) client.stream.destroy(error)
    else listener.up()
  })
}

function hear(id: string, topic: string, payload: Buffer, listener: ConnectionListener): void {
  const ack = topic === sensorTopic(id, 'ack') ? read(acknowledgement, payload) : null
  const told = topic === sensorTopic(id, 'down') ? read(settings, payload) : null
  if (ack !== null) listener.ack(ack)
  else if (told !== null) listener.told(told)
  else listener.unreadable(topic)
}

function read<T>(schema: z.ZodType<T>, payload: Buffer): T | null {
  try {
    return schema.safeParse(JSON.parse(payload.toString('utf8'))).data ?? null
  } catch {
    return null
  }
}
