import type { Fleet } from './fleet.ts'
import type { SteppedClock } from './stepped-clock.ts'

/**
 * Lives a fleet's days on a stepped clock to their end: one happening after the other, each once all that the one before
 * it set off is stored. `passTime` is called at the first happening after every `everyMs` of the clock: the service's
 * sweep, which true time does not call often enough here. Throws what a refused permit threw.
 */
export async function playStepped(
  fleet: Fleet,
  clock: SteppedClock,
  everyMs: number,
  passTime: () => Promise<void>,
): Promise<void> {
  let isOver = false
  const played = fleet.played.finally(() => {
    isOver = true
  })
  for (let passedAt = clock.clock(); ; ) {
    await fleet.quiet()
    if (isOver) return played
    if (clock.clock() - passedAt >= everyMs) {
      passedAt = clock.clock()
      await passTime()
    }
    if (!clock.step()) throw new Error('nobody waits for anything, and the days are not over')
  }
}
