import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { Aedes } from 'aedes'
import { type SensorMessage, sensorMessage } from '../../protocol/sensor-message.ts'
import { parseSensorTopic, sensorTopic } from '../../protocol/topic.ts'

export interface Arrival {
  readonly sensor: string
  readonly message: SensorMessage
  readonly receivedAt: number
}

export interface StoringBroker {
  readonly url: string
  /** Everything that arrived, duplicates included. */
  readonly arrivals: readonly Arrival[]
  readonly payloadBytes: readonly number[]
  readonly gone: readonly string[]
  readonly aedes: Aedes
  say(sensor: string, kind: 'ack' | 'down', content: unknown, retain?: boolean): Promise<void>
  cutEverybody(): void
  close(): Promise<void>
}

/** What a broker does with a message: keeps it and says so, keeps it and says nothing, or does neither. */
export type Manner = 'store' | 'store_silently' | 'refuse'

/** A real aedes that acknowledges as Menshen's broker does: PUBACK only once the message is kept. */
export async function storingBroker(manner: (arrivals: number) => Manner = () => 'store'): Promise<StoringBroker> {
  const aedes = await Aedes.createBroker({ concurrency: 1000 })
  const arrivals: Arrival[] = []
  const payloadBytes: number[] = []
  const gone: string[] = []
  const sockets = new Set<Socket>()
  aedes.authorizePublish = (_client, packet, done) => {
    const topic = parseSensorTopic(packet.topic)
    if (topic?.kind === 'gone') gone.push(topic.id)
    if (topic?.kind !== 'up') return done(null)
    const how = manner(arrivals.length)
    if (how !== 'refuse') {
      arrivals.push(...read(topic.id, packet))
      payloadBytes.push(packet.payload.length)
    }
    if (how === 'store') done(null)
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    aedes.handle(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `mqtt://127.0.0.1:${address.port}`,
    ...{ arrivals, payloadBytes, gone, aedes },
    say: (sensor, kind, content, retain = false) => publish(aedes, sensorTopic(sensor, kind), content, retain),
    cutEverybody: () => {
      for (const socket of sockets) socket.destroy()
    },
    close: () => closeAll(aedes, server),
  }
}

function read(sensor: string, packet: { readonly payload: string | Buffer }): Arrival[] {
  const receivedAt = Date.now()
  const json: unknown = JSON.parse(packet.payload.toString())
  const said = Array.isArray(json) ? json : [json]
  return said.map((it) => ({ sensor, receivedAt, message: sensorMessage.parse(it) }))
}

function publish(aedes: Aedes, topic: string, content: unknown, retain: boolean): Promise<void> {
  const payload = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
  return new Promise((resolve, reject) => {
    aedes.publish({ cmd: 'publish', topic, payload, qos: 1, retain, dup: false }, (error) =>
      error ? reject(error) : resolve(),
    )
  })
}

async function closeAll(aedes: Aedes, server: ReturnType<typeof createServer>): Promise<void> {
  await new Promise<void>((resolve) => aedes.close(resolve))
  await new Promise((resolve) => server.close(resolve))
}
