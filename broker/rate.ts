/** A rate with a burst (the generic cell rate algorithm), on a clock that never steps: back by an hour would be a wait of an hour. */
export class Rate {
  readonly #intervalMs: number
  readonly #burstMs: number
  #dueAt = 0

  constructor(perSecond: number, burst: number) {
    this.#intervalMs = 1000 / perSecond
    this.#burstMs = burst * this.#intervalMs
  }

  take(count: number, nowMs: number): void {
    this.#dueAt = Math.max(this.#dueAt, nowMs) + count * this.#intervalMs
  }

  /** How long the next one has to wait. */
  waitMs(nowMs: number): number {
    return Math.max(0, this.#dueAt + this.#intervalMs - this.#burstMs - nowMs)
  }

  /** Counts one if it need not wait. */
  allows(nowMs: number): boolean {
    if (this.waitMs(nowMs) > 0) return false
    this.take(1, nowMs)
    return true
  }
}
