import type { Instant } from '../base/instant.ts'

/** A rate with a burst (the generic cell rate algorithm). */
export class Rate {
  readonly #intervalMs: number
  readonly #burstMs: number
  #dueAt = 0

  constructor(perSecond: number, burst: number) {
    this.#intervalMs = 1000 / perSecond
    this.#burstMs = burst * this.#intervalMs
  }

  take(count: number, now: Instant): void {
    this.#dueAt = Math.max(this.#dueAt, now) + count * this.#intervalMs
  }

  /** How long the next one has to wait. */
  waitMs(now: Instant): number {
    return Math.max(0, this.#dueAt + this.#intervalMs - this.#burstMs - now)
  }

  /** Counts one if it need not wait. */
  allows(now: Instant): boolean {
    if (this.waitMs(now) > 0) return false
    this.take(1, now)
    return true
  }
}
