import type { Clock } from '../base/instant.ts'

/** How simulated sensors and homes know the time, and wait. */
export interface Timers {
  readonly clock: Clock
  /** Calls `act` once `ms` of the clock have gone by, or a little earlier where that is very long. Returns what calls it off. */
  after(ms: number, act: () => unknown): () => void
}

const TIMER_MS_MAX = 2 ** 31 - 1

/** Waits in true time, whatever the clock. */
export function trueTimers(clock: Clock): Timers {
  return {
    clock,
    after(ms, act) {
      const timer = setTimeout(act, Math.min(TIMER_MS_MAX, ms))
      return () => clearTimeout(timer)
    },
  }
}
