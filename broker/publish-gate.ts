import type { RawMessage } from '../adapters/adapter.ts'
import type { Clock } from '../base/instant.ts'
import type { HeldPublish, Session } from './session.ts'

/** Past this a publish is given up: well before a client's keepalive, whose PINGREQ waits behind it. */
const HELD_MS_MAX = 10_000
const GIVE_UP_EVERY_MS = 1000
const HELD_MAX = 20_000
const HELD_BYTES_MAX = 64 * 1024 * 1024
/** Reading goes on when this share of a limit is left: resuming at the limit itself would read frame by frame. */
const RESUME_SHARE = 0.75

/**
 * Holds publishes until their consequences are committed, and answers each client's in the order in which they came
 * (MQTT-4.6.0-2). When too much is held altogether, it is shut: readers park here and read on when it opens again, so
 * nothing is dropped and memory stays bounded.
 */
export class PublishGate {
  readonly #accept: (message: RawMessage) => Promise<void>
  readonly #holding = new Set<Session>()
  readonly #parked = new Set<() => void>()
  readonly #elapsed: Clock
  readonly #timer: NodeJS.Timeout
  #held = 0
  #heldBytes = 0
  #shut = false
  #closing = false
  #idle: (() => void) | null = null

  constructor(accept: (message: RawMessage) => Promise<void>, elapsed: Clock) {
    this.#accept = accept
    this.#elapsed = elapsed
    this.#timer = setInterval(() => this.#giveUp(elapsed()), GIVE_UP_EVERY_MS)
    this.#timer.unref()
  }

  get held(): number {
    return this.#held
  }

  get shut(): boolean {
    return this.#shut || this.#closing
  }

  /** Calls back once, when there is room again. */
  park(resume: () => void): void {
    this.#parked.add(resume)
  }

  unpark(resume: () => void): void {
    this.#parked.delete(resume)
  }

  hold(session: Session, message: RawMessage, answer: (error?: Error | null) => void): void {
    const held: HeldPublish = { since: this.#elapsed(), bytes: message.payload.length, answer, outcome: 'waiting' }
    if (session.held.push(held) === 1) this.#holding.add(session)
    this.#held += 1
    this.#heldBytes += held.bytes
    if (this.#held >= HELD_MAX || this.#heldBytes >= HELD_BYTES_MAX) this.#shut = true
    this.#accept(message).then(
      () => this.#settle(session, held, 'stored'),
      (error: Error) => this.#settle(session, held, error),
    )
  }

  /** Shuts for good, and resolves when nothing is held any more, or after `limitMs`. */
  async close(limitMs: number): Promise<void> {
    this.#closing = true
    if (this.#held > 0) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, limitMs)
      this.#idle = resolve
      await promise
      clearTimeout(timer)
    }
    clearInterval(this.#timer)
    this.#parked.clear()
  }

  #settle(session: Session, held: HeldPublish, outcome: 'stored' | Error): void {
    if (held.outcome !== 'waiting') return
    held.outcome = outcome
    while (session.held[0] !== undefined && session.held[0].outcome !== 'waiting') {
      const first = session.held.shift()
      if (first !== undefined) this.#answer(first)
    }
    if (session.held.length === 0) this.#holding.delete(session)
    if (this.#held === 0) this.#idle?.()
    if (this.#shut) this.#openAgain()
  }

  #answer(first: HeldPublish): void {
    this.#held -= 1
    this.#heldBytes -= first.bytes
    first.answer(first.outcome instanceof Error ? first.outcome : null)
  }

  #openAgain(): void {
    if (this.#held > HELD_MAX * RESUME_SHARE || this.#heldBytes > HELD_BYTES_MAX * RESUME_SHARE) return
    this.#shut = false
    for (const resume of this.#parked) {
      if (this.shut) return
      this.#parked.delete(resume)
      resume()
    }
  }

  #giveUp(now: number): void {
    for (const session of this.#holding) {
      const [oldest] = session.held
      if (oldest !== undefined && now - oldest.since > HELD_MS_MAX) {
        this.#settle(session, oldest, new Error('not stored in time'))
      }
    }
  }
}
