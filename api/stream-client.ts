import type { ServerResponse } from 'node:http'
import type { AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from '../store/area.ts'

export const HEARTBEAT_MS = 15_000
/** A client that lets this much wait is dropped; it comes back with its cursor and misses nothing. */
export const BUFFER_BYTES_MAX = 1024 * 1024

export interface StreamClientOptions {
  readonly response: ServerResponse
  readonly scope: Scope
  /** Asked at every heartbeat: the areas the client may still see, or null when its session is over. */
  readonly renewScope: () => Promise<Scope | null>
  readonly onDrop: (why: 'slow' | 'session') => void
  readonly clock: () => Instant
}

/** One client of the live stream. News sent before `flow()` is held, so that what was missed comes first. */
export class StreamClient {
  readonly #options: StreamClientOptions
  readonly #heartbeat: NodeJS.Timeout
  #scope: Scope
  #held: string[] | null = []
  #heldBytes = 0

  constructor(options: StreamClientOptions) {
    this.#options = options
    this.#scope = options.scope
    this.#heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_MS)
    options.response.once('close', () => clearInterval(this.#heartbeat))
  }

  sees(path: readonly AreaId[]): boolean {
    return path.some((id) => this.#scope.includes(id))
  }

  onEnd(callback: () => void): void {
    if (this.#options.response.destroyed) callback()
    else this.#options.response.once('close', callback)
  }

  /** News, in order. */
  send(frame: string): void {
    if (this.#held === null) {
      this.write(frame)
      return
    }
    this.#held.push(frame)
    this.#heldBytes += frame.length
    if (this.#heldBytes > BUFFER_BYTES_MAX) this.#drop('slow')
  }

  /** Ahead of what is held. */
  write(frame: string): void {
    const { response } = this.#options
    if (response.destroyed || response.writableEnded) return
    response.write(frame)
    if (response.writableLength > BUFFER_BYTES_MAX) this.#drop('slow')
  }

  flow(): void {
    const held = this.#held ?? []
    this.#held = null
    for (const frame of held) this.write(frame)
  }

  end(): void {
    this.#options.response.end()
  }

  /** A comment keeps proxies from closing the connection; the event lets a page notice when it no longer comes. */
  async #beat(): Promise<void> {
    const scope = await this.#options.renewScope().catch(() => this.#scope)
    if (scope === null) {
      this.#drop('session')
      return
    }
    this.#scope = scope
    const at = new Date(this.#options.clock()).toISOString()
    this.write(`: heartbeat\nevent: heartbeat\ndata: ${JSON.stringify({ at })}\n\n`)
  }

  #drop(why: 'slow' | 'session'): void {
    this.#options.onDrop(why)
    this.#options.response.destroy()
  }
}
