import type { Timers } from '../../../firmware-sim/timers.ts'

/** A clock that runs `speed` times as fast as the true one, for the judge and its device alike: what takes minutes takes seconds. */
export function hurriedTimers(speed: number): Timers {
  const beganMs = performance.now()
  return {
    clock: () => (performance.now() - beganMs) * speed,
    after(ms, act) {
      const timer = setTimeout(act, ms / speed)
      return () => clearTimeout(timer)
    },
  }
}
