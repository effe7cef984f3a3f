import type { Instant } from '../base/instant.ts'
import { isTestOf, type OnTest } from './facts.ts'
import { close, open, type Telling, tell } from './telling.ts'

export const testEnd = ({ until }: OnTest): Instant => until

/**
 * A test window ends by itself, and what it left behind counts from here on: a door that still stands open is an opening
 * from now, a sensor that is still off its door has been tampered with.
 */
export function endTests(telling: Telling, at: Instant): void {
  for (const test of telling.facts.tests.filter((it) => it.until === at)) endTest(telling, test, at)
}

function endTest(telling: Telling, test: OnTest, at: Instant): void {
  for (const door of Object.values(telling.state.doors).filter((it) => isTestOf(test, it.sensor))) {
    const { sensor, opening, tamperedAt } = door
    if (opening?.test) {
      close(telling, sensor, at)
      open(telling, { sensor, at, notBefore: at, how: 'open_when_the_test_ended', late: false })
    }
    if (tamperedAt !== null && test.from <= tamperedAt)
      tell(telling, { kind: 'sensor_tampered', at, sensor, late: false })
  }
}
