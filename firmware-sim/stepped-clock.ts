import type { Instant } from '../base/instant.ts'
import type { Timers } from './timers.ts'

interface Waiting {
  readonly at: Instant
  readonly act: () => unknown
}

/**
 * A clock that stands still until it is told to step, and then stands at the next instant for which somebody waits. Who
 * steps it only when all that the last step set off has come to rest lives days in minutes, and each happening at
 * exactly its instant, however long messages and transactions take in true time: no rule sees a hurried opening.
 */
export class SteppedClock implements Timers {
  /** Ascending; those of one instant in the order in which they began to wait. */
  readonly #waiting: Waiting[] = []
  #now: Instant

  constructor(now: Instant) {
    this.#now = now
  }

  readonly clock = (): Instant => this.#now

  readonly after = (ms: number, act: () => unknown): (() => void) => {
    const waiting = { at: this.#now + Math.max(0, Math.ceil(ms)), act }
    const place = this.#waiting.findIndex((it) => it.at > waiting.at)
    this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, waiting)
    return () => {
      const index = this.#waiting.indexOf(waiting)
      if (index >= 0) this.#waiting.splice(index, 1)
    }
  }

  /** Goes to the next instant for which somebody waits, and calls them. False, and nothing else, when nobody does. */
  step(): boolean {
    const next = this.#waiting.shift()
    if (next === undefined) return false
    this.#now = next.at
    next.act()
    return true
  }

  /** Stands at `at` from now on. Whatever waits for an earlier instant is late then: for when nothing does any more. */
  goTo(at: Instant): void {
    this.#now = Math.max(this.#now, at)
  }
}
