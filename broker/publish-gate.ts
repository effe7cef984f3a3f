import type { RawMessage } from '../adapters/adapter.ts'
import type { HeldPublish, Session } from './session.ts'

/** Past this a publish is given up: well before a client's keepalive, whose PINGREQ waits behind it. */
export const HELD_MS_MAX = 10_000

/**
 * Holds a client's publishes until their consequences are committed, and answers them in the order in which they came
 * (MQTT-4.6.0-2). While any is held, aedes reads no further from that client, which is the back-pressure.
 */
export class PublishGate {
  readonly #accept: (message: RawMessage) => Promise<void>
  readonly #holding = new Set<Session>()
  readonly #timer: NodeJS.Timeout
  #idle: (() => void) | null = null

  constructor(accept: (message: RawMessage) => Promise<void>, now: () => number) {
    this.#accept = accept
    this.#timer = setInterval(() => this.#giveUp(now()), 1000)
    this.#timer.unref()
  }

  hold(session: Session, message: RawMessage, delayMs: number, answer: (error?: Error | null) => void): void {
    const held: HeldPublish = { since: message.receivedAt, answer, outcome: 'waiting' }
    session.held.push(held)
    this.#holding.add(session)
    if (delayMs === 0) this.#pass(session, held, message)
    else setTimeout(() => this.#pass(session, held, message), delayMs)
  }

  /** Resolves when nothing is held any more, or after `limitMs`. */
  async drained(limitMs: number): Promise<void> {
    if (this.#holding.size > 0) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, limitMs)
      this.#idle = resolve
      await promise
      clearTimeout(timer)
    }
    clearInterval(this.#timer)
  }

  #pass(session: Session, held: HeldPublish, message: RawMessage): void {
    this.#accept(message).then(
      () => this.#settle(session, held, 'stored'),
      (error: Error) => this.#settle(session, held, error),
    )
  }

  #settle(session: Session, held: HeldPublish, outcome: 'stored' | Error): void {
    held.outcome = outcome
    while (session.held[0] !== undefined && session.held[0].outcome !== 'waiting') {
      const next = session.held.shift()
      if (next !== undefined) next.answer(next.outcome instanceof Error ? next.outcome : null)
    }
    if (session.held.length > 0) return
    this.#holding.delete(session)
    if (this.#holding.size === 0) this.#idle?.()
  }

  #giveUp(now: number): void {
    for (const session of this.#holding) {
      const [oldest] = session.held
      if (oldest?.outcome === 'waiting' && now - oldest.since > HELD_MS_MAX) {
        this.#settle(session, oldest, new Error('not stored in time'))
      }
    }
  }
}
