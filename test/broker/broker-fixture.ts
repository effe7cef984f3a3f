import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import { generate, type IPublishPacket, type Packet, parser } from 'mqtt-packet'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import type { RawMessage } from '../../adapters/adapter.ts'
import { type Clock, systemClock } from '../../base/instant.ts'
import type { Credential, Principal } from '../../broker/principal.ts'
import { type Broker, type BrokerOptions, startBroker } from '../../broker/start-broker.ts'
import { until } from '../support/until.ts'

export const SECRET = 'a-secret-of-the-right-one'
export const GATEWAY_BASE = 'zigbee2mqtt/house-7'

export interface Fixture {
  readonly broker: Broker
  readonly url: string
  readonly accepted: RawMessage[]
  readonly refusals: { readonly clientId: string; readonly reason: string }[]
  /** How `accept` and `authenticate` behave; may be replaced while running. */
  readonly manner: {
    accept: (message: RawMessage) => Promise<void>
    authenticate: (credential: Credential) => Promise<Principal | null>
  }
  counted(metric: string, reason?: string): Promise<number>
  raw(): Promise<RawClient>
  client(id: string, options?: IClientOptions): Promise<MqttClient>
  close(): Promise<void>
}

/** Knows sensors by one secret, and `gateway-1`. */
export async function authenticate({ username, password, certificateId }: Credential): Promise<Principal | null> {
  if (certificateId !== null) return { kind: 'sensor', id: certificateId, baseTopic: `menshen/v1/${certificateId}` }
  if (password.toString() !== SECRET) return null
  if (username.startsWith('gateway')) return { kind: 'gateway', id: username, baseTopic: GATEWAY_BASE }
  return { kind: 'sensor', id: username, baseTopic: `menshen/v1/${username}` }
}

export async function startFixture(
  options: Partial<BrokerOptions> = {},
  clocks: { readonly clock?: Clock; readonly elapsed?: Clock } = {},
): Promise<Fixture> {
  const accepted: RawMessage[] = []
  const refusals: { clientId: string; reason: string }[] = []
  const manner: Fixture['manner'] = { authenticate, accept: async () => undefined }
  const metrics = new Registry()
  const clients: MqttClient[] = []
  const raws: RawClient[] = []
  const broker = await startBroker(
    { host: '127.0.0.1', tcpPort: 0, tls: null, webSocketPort: null, ...options },
    {
      authenticate: (credential) => manner.authenticate(credential),
      accept: (message) => {
        accepted.push(message)
        return manner.accept(message)
      },
      onRefused: ({ clientId, reason }) => refusals.push({ clientId, reason }),
      clock: systemClock,
      ...clocks,
      log: pino({ level: 'silent' }),
      metrics,
    },
  )
  const port = broker.ports.tcp ?? 0
  return {
    ...{ broker, url: `mqtt://127.0.0.1:${port}`, accepted, refusals, manner },
    counted: (metric, reason) => counted(metrics, metric, reason),
    raw: async () => {
      const raw = await RawClient.open(port)
      raws.push(raw)
      return raw
    },
    client: async (id, more = {}) => {
      const client = await connectAsync(`mqtt://127.0.0.1:${port}`, login(id, more))
      clients.push(client)
      return client
    },
    close: async () => {
      for (const raw of raws) raw.socket.destroy()
      await Promise.all(clients.map((it) => it.endAsync(true)))
      await broker.close()
    },
  }
}

export function login(id: string, more: IClientOptions = {}): IClientOptions {
  return { clientId: id, username: id, password: SECRET, reconnectPeriod: 0, keepalive: 60, ...more }
}

async function counted(metrics: Registry, name: string, reason?: string): Promise<number> {
  const metric = await metrics.getSingleMetric(name)?.get()
  const values = metric?.values.filter((it) => reason === undefined || it.labels.reason === reason) ?? []
  return values.reduce((sum, it) => sum + it.value, 0)
}

/** A socket that says exactly what it is told, and hears MQTT packets. */
export class RawClient {
  readonly socket: Socket
  readonly heard: Packet[] = []
  closed = false

  private constructor(socket: Socket) {
    this.socket = socket
    const ear = parser()
    ear.on('packet', (packet: Packet) => this.heard.push(packet))
    socket.on('data', (chunk) => ear.parse(chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.closed = true
    })
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return new RawClient(socket)
  }

  say(...packets: readonly (Packet | Buffer)[]): void {
    this.socket.write(Buffer.concat(packets.map((it) => (Buffer.isBuffer(it) ? it : generate(it)))))
  }

  hear(cmd: Packet['cmd'], count = 1): Promise<Packet[]> {
    return until(`${count} ${cmd} came`, () => {
      const packets = this.heard.filter((it) => it.cmd === cmd)
      return packets.length >= count ? packets : null
    })
  }

  gone(): Promise<boolean> {
    return until('the connection is closed', () => this.closed)
  }

  async login(id: string): Promise<this> {
    this.say(connectPacket(id))
    await this.hear('connack')
    return this
  }
}

export function connectPacket(id: string, more: object = {}): Packet {
  return {
    ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 60 },
    ...{ clientId: id, username: id, password: Buffer.from(SECRET), ...more },
  } as const
}

export function publishPacket(topic: string, payload: string | Buffer, messageId = 1): IPublishPacket {
  return { cmd: 'publish', topic, payload, qos: 1, messageId, retain: false, dup: false }
}

/** A promise that the test settles. */
export function held(): { readonly promise: Promise<void>; resolve(): void; reject(error: Error): void } {
  return Promise.withResolvers<void>()
}
