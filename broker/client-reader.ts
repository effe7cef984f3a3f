import type { Clock } from '../base/instant.ts'
import type { PublishGate } from './publish-gate.ts'
import type { Session } from './session.ts'

/** Publishes of one client in the gate at once; aedes has no such limit for QoS 1. */
export const IN_FLIGHT_MAX = 64
/** Reading on only below this keeps one client's reads from being one frame each. */
const IN_FLIGHT_RESUMES_AT = 48

/**
 * Stands between a client's stream and aedes, which pulls with `read()`: every chunk passes the frame guard, and is cut
 * where the client has enough in flight. The rest goes back into the stream's own buffer, so a client that is too fast
 * is slowed down by TCP and loses nothing. Reading stops while the client's rate, its window or the whole gate is
 * exhausted; the gate's answers, a timer or the gate's opening start it again.
 */
export class ClientReader {
  readonly #session: Session
  readonly #gate: PublishGate
  readonly #elapsed: Clock
  readonly #refused: (reason: string) => void
  readonly #slowedDown: () => void
  readonly #readAll: (size?: number) => Buffer | null
  readonly #resume = (): void => {
    this.#timer = null
    if (!this.#session.stream.destroyed) this.#session.stream.emit('readable')
  }
  #timer: NodeJS.Timeout | null = null

  constructor(session: Session, gate: PublishGate, elapsed: Clock, told: ReaderListener) {
    this.#session = session
    this.#gate = gate
    this.#elapsed = elapsed
    this.#refused = told.refused
    this.#slowedDown = told.slowedDown
    const { stream } = session
    this.#readAll = stream.read.bind(stream)
    stream.read = (size?: number) => this.#read(size)
    stream.once('close', () => this.#close())
  }

  #read(size?: number): Buffer | null {
    const { stream, guard, held, rate, principal } = this.#session
    if (guard.fault !== null || held.length > IN_FLIGHT_RESUMES_AT) return null
    if (stream.readableLength === 0) return this.#readAll(size)
    // Frames behind a CONNECT wait for its answer: aedes would handle those that come just before the login begins.
    if (principal === null && guard.frames > 0 && guard.betweenFrames) return null
    const now = this.#elapsed()
    if (principal !== null && this.#parked(now)) return null
    const chunk = this.#readAll(size)
    if (chunk === null) return null
    const before = guard.frames
    const end = guard.advance(chunk, principal === null ? 1 - guard.frames : IN_FLIGHT_MAX - held.length)
    if (guard.fault !== null) {
      this.#refused(guard.fault)
      stream.destroy()
      return null
    }
    rate?.take(guard.frames - before, now)
    if (end === chunk.length) return chunk
    stream.unshift(chunk.subarray(end))
    return chunk.subarray(0, end)
  }

  #parked(now: number): boolean {
    if (this.#timer !== null) return true
    if (this.#gate.shut) {
      this.#gate.park(this.#resume)
      return true
    }
    const waitMs = this.#session.rate?.waitMs(now) ?? 0
    if (waitMs === 0) return false
    this.#slowedDown()
    this.#timer = setTimeout(this.#resume, waitMs)
    return true
  }

  #close(): void {
    this.#gate.unpark(this.#resume)
    if (this.#timer !== null) clearTimeout(this.#timer)
  }
}

interface ReaderListener {
  refused(reason: string): void
  slowedDown(): void
}
