import type { Instant } from '../base/instant.ts'

/**
 * A rate with a burst (the generic cell rate algorithm): `delay` says how long the next one has to wait, and counts it.
 */
export class Rate {
  readonly #intervalMs: number
  readonly #burstMs: number
  #dueAt = 0

  constructor(perSecond: number, burst: number) {
    this.#intervalMs = 1000 / perSecond
    this.#burstMs = burst * this.#intervalMs
  }

  delayMs(now: Instant): number {
    this.#dueAt = Math.max(this.#dueAt, now) + this.#intervalMs
    return Math.max(0, this.#dueAt - this.#burstMs - now)
  }

  /** Counts one if it need not wait. */
  allows(now: Instant): boolean {
    if (Math.max(this.#dueAt, now) + this.#intervalMs - this.#burstMs > now) return false
    this.delayMs(now)
    return true
  }
}
