import { connect, type Socket } from 'node:net'
import { parseArgs } from 'node:util'
import mqttPacket from 'mqtt-packet'

/**
 * The load, in a process of its own so that every system under test meets the same one: raw sockets, packets built by
 * hand, each connection keeping `window` publishes of QoS 1 in flight, or publishing at `rate` a second over all. Prints
 * one line of JSON: messages a second and the time from publish to PUBACK.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    connections: { type: 'string' },
    window: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '10' },
    warmup: { type: 'string', default: '3' },
    rate: { type: 'string', default: '0' },
    /** One message in this many is an opening, the next a closing; the others are heartbeats. 2: edges only. 0: idle. */
    every: { type: 'string', default: '20' },
    boot: { type: 'string', default: 'b0000001' },
  },
})

const port = Number(values.port)
const connections = Number(values.connections)
const inFlight = Number(values.window)
const every = Number(values.every)
const rate = Number(values.rate)
const latencies: number[] = []
let counting = false
let acknowledged = 0
let failed = 0

export function sensorName(index: number): string {
  return `bench-${String(index).padStart(6, '0')}`
}

class LoadSensor {
  readonly #socket: Socket
  readonly #id: string
  readonly #head: Buffer
  readonly #sentAt: number[] = []
  #seq = 0
  #openings = 0
  #pending: Buffer = Buffer.alloc(0)

  constructor(index: number, connected: () => void) {
    this.#id = sensorName(index)
    this.#head = Buffer.from(`menshen/v1/${this.#id}/up`)
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('connect', () => this.#socket.write(connectPacket(this.#id)))
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk, connected))
    this.#socket.on('error', () => {
      failed += 1
    })
    this.#socket.on('close', () => {
      failed += 1
    })
  }

  publish(): void {
    this.#seq += 1
    const packet = publishPacket(this.#head, this.#payload(), (this.#seq % 65_535) + 1)
    this.#sentAt.push(performance.now())
    this.#socket.write(packet)
  }

  end(): void {
    this.#socket.removeAllListeners('close')
    this.#socket.destroy()
  }

  #payload(): Buffer {
    const phase = every === 0 ? -1 : (this.#seq + this.#id.charCodeAt(this.#id.length - 1)) % every
    if (phase === 0) this.#openings += 1
    const kind = phase === 0 ? 'opened' : phase === 1 ? 'closed' : 'heartbeat'
    const door = phase === 0 ? 'open' : 'closed'
    return Buffer.from(
      `{"boot":"${values.boot}","seq":${this.#seq},"kind":"${kind}","age":0,"door":"${door}","openings":${this.#openings},"battery":87,"millivolts":2950,"rssi":-71,"firmware":"1.4.0"}`,
    )
  }

  /** CONNACK and PUBACK are four bytes each. */
  #read(chunk: Buffer, connected: () => void): void {
    let bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    while (bytes.length >= 4) {
      const type = (bytes[0] ?? 0) >> 4
      if (type === 2) {
        if (bytes[3] !== 0) throw new Error(`${this.#id} was refused: ${bytes[3]}`)
        connected()
      }
      if (type === 4) this.#acknowledge()
      bytes = bytes.subarray(4)
    }
    this.#pending = bytes
  }

  #acknowledge(): void {
    const sentAt = this.#sentAt.shift() ?? 0
    if (counting) {
      acknowledged += 1
      if (acknowledged % 16 === 0) latencies.push(performance.now() - sentAt)
    }
    if (rate === 0) this.publish()
  }
}

function connectPacket(id: string): Buffer {
  return mqttPacket.generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    clientId: id,
    username: id,
    password: Buffer.from(`secret-${id}`),
    keepalive: 600,
  })
}

function publishPacket(topic: Buffer, payload: Buffer, messageId: number): Buffer {
  const length = 2 + topic.length + 2 + payload.length
  const packet = Buffer.allocUnsafe(3 + length)
  packet[0] = 0x32
  packet[1] = (length & 0x7f) | 0x80
  packet[2] = length >> 7
  packet.writeUInt16BE(topic.length, 3)
  topic.copy(packet, 5)
  packet.writeUInt16BE(messageId, 5 + topic.length)
  payload.copy(packet, 7 + topic.length)
  return packet
}

async function connectAll(): Promise<readonly LoadSensor[]> {
  const sensors: LoadSensor[] = []
  for (let index = 1; index <= connections; index += 100) {
    const batch = Array.from({ length: Math.min(100, connections - index + 1) }, (_, offset) => index + offset)
    await Promise.all(batch.map((it) => new Promise<void>((resolve) => sensors.push(new LoadSensor(it, resolve)))))
  }
  return sensors
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function drive(sensors: readonly LoadSensor[]): () => void {
  if (every === 0) return () => undefined
  if (rate === 0) {
    for (const sensor of sensors) for (let n = 0; n < inFlight; n += 1) sensor.publish()
    return () => undefined
  }
  let sent = 0
  const startedMs = performance.now()
  const timer = setInterval(() => {
    const due = ((performance.now() - startedMs) / 1000) * rate
    for (; sent < due; sent += 1) sensors[sent % sensors.length]?.publish()
  }, 2)
  return () => clearInterval(timer)
}

const sensors = await connectAll()
process.send?.('connected')
const stop = drive(sensors)
await pause(Number(values.warmup) * 1000)
counting = true
const startedMs = performance.now()
await pause(Number(values.seconds) * 1000)
const seconds = (performance.now() - startedMs) / 1000
counting = false
stop()
latencies.sort((a, b) => a - b)
const quantile = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0
process.send?.({ perSecond: acknowledged / seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99), failed })
for (const sensor of sensors) sensor.end()
process.disconnect?.()
