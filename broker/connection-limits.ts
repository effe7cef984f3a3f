import type { Duplex } from 'node:stream'
import type { Clock } from '../base/instant.ts'
import { Rate } from './rate.ts'

export interface ConnectionLimitOptions {
  /** Connections from one address; a building's sensors may share one. */
  readonly connectionsPerSecond?: number
  readonly connectionsMax?: number
}

const CONNECTIONS_PER_SECOND = 500
const CONNECTIONS_BURST_SECONDS = 4
/** All addresses together; never below what one may. */
const ALL_CONNECTIONS_PER_SECOND = 2000
const CONNECTIONS_MAX = 50_000
const ADDRESSES_MAX = 10_000
/** What all clients that have not proved who they are may keep us holding, by what each of them could. */
const UNPROVED_BYTES_MAX = 160 * 1024 * 1024
const HANDSHAKES_MAX = 1000

type ConnectionRefusal =
  | 'too_many_handshakes'
  | 'connection_rate'
  | 'all_connections_rate'
  | 'too_many_connections'
  | 'too_many_unproved'

/** How many may be connected, how fast one address may connect, and how much strangers may cost. */
export class ConnectionLimits {
  readonly #elapsed: Clock
  readonly #perSecond: number
  readonly #all: Rate
  readonly #max: number
  readonly #addresses = new Map<string, Rate>()
  readonly #streams = new Set<Duplex>()
  readonly #unprovedBytes = new Map<Duplex, number>()
  #unprovedTotal = 0

  constructor(options: ConnectionLimitOptions, elapsed: Clock) {
    this.#elapsed = elapsed
    this.#perSecond = options.connectionsPerSecond ?? CONNECTIONS_PER_SECOND
    const allPerSecond = Math.max(ALL_CONNECTIONS_PER_SECOND, this.#perSecond)
    this.#all = new Rate(allPerSecond, allPerSecond * CONNECTIONS_BURST_SECONDS)
    this.#max = options.connectionsMax ?? CONNECTIONS_MAX
  }

  /** Asked before anything is spent on a connection, a TLS handshake above all. */
  refusalOf(address: string, handshakes: number): ConnectionRefusal | null {
    if (handshakes >= HANDSHAKES_MAX) return 'too_many_handshakes'
    if (!this.#rateOf(address).allows(this.#elapsed())) return 'connection_rate'
    if (!this.#all.allows(this.#elapsed())) return 'all_connections_rate'
    return this.#streams.size >= this.#max ? 'too_many_connections' : null
  }

  /** Counts a stream until it closes; `unprovedBytes` until it is proved. */
  enter(stream: Duplex, unprovedBytes: number): ConnectionRefusal | null {
    if (this.#unprovedTotal + unprovedBytes > UNPROVED_BYTES_MAX) return 'too_many_unproved'
    this.#streams.add(stream)
    this.#unprovedBytes.set(stream, unprovedBytes)
    this.#unprovedTotal += unprovedBytes
    stream.once('close', () => {
      this.#streams.delete(stream)
      this.prove(stream)
    })
    return null
  }

  prove(stream: Duplex): void {
    this.#unprovedTotal -= this.#unprovedBytes.get(stream) ?? 0
    this.#unprovedBytes.delete(stream)
  }

  destroyAll(): void {
    for (const stream of this.#streams) stream.destroy()
  }

  #rateOf(address: string): Rate {
    const known = this.#addresses.get(address)
    if (known !== undefined) return known
    const rate = new Rate(this.#perSecond, this.#perSecond * CONNECTIONS_BURST_SECONDS)
    this.#addresses.set(address, rate)
    if (this.#addresses.size > ADDRESSES_MAX) this.#forgetOldestAddress()
    return rate
  }

  #forgetOldestAddress(): void {
    const [oldest] = this.#addresses.keys()
    if (oldest !== undefined) this.#addresses.delete(oldest)
  }
}
