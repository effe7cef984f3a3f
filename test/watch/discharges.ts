import {
  drained,
  freshBattery,
  LOW_BATTERY_PERCENT,
  millivoltsAt,
  percentLeft,
  worn,
} from '../../firmware-sim/battery.ts'
import { between, seededRandom } from '../../firmware-sim/random.ts'
import type { BatteryReading } from '../../watch/battery-forecast.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** What a sensor says of its battery: whole per cents, steps of five, or the voltage alone. */
export type Says = 'percent' | 'fives' | 'millivolts'

export interface Discharge {
  readonly says: Says
  readonly heartbeatsPerHour: number
  readonly days: number
  readonly seed: number
}

/**
 * The simulator's battery, read hourly from a third gone until it is empty: a home with its own pace, openings by day,
 * days of 12 °C between warm noons and cold nights. `readings` end after `days`; `emptyAt` is the truth.
 */
export function discharge({ says, heartbeatsPerHour, days, seed }: Discharge): {
  readonly readings: readonly BatteryReading[]
  readonly emptyAt: number
} {
  const random = seededRandom(seed, says, heartbeatsPerHour)
  let battery = worn(freshBattery(), between(random, 0.2, 0.4))
  const pace = heartbeatsPerHour * between(random, 0.8, 1.2)
  const openingsPerHour = between(random, 0.3, 1)
  const readings: BatteryReading[] = []
  let at = 0
  for (; percentLeft(battery) > 0; at += HOUR) {
    const hour = (at / HOUR) % 24
    const temperatureCelsius = 12 + 10 * Math.sin((hour / 24) * 2 * Math.PI) + between(random, -1.5, 1.5)
    const openings = hour >= 7 && hour < 22 ? openingsPerHour * between(random, 0, 2) : 0
    battery = drained(battery, { elapsedMs: HOUR, messages: pace + 2 * openings, temperatureCelsius })
    const percent = percentLeft(battery)
    if (at > days * DAY) continue
    readings.push({
      at,
      percent: says === 'millivolts' ? null : says === 'fives' ? Math.round(percent / 5) * 5 : percent,
      millivolts: says === 'millivolts' ? millivoltsAt(battery, temperatureCelsius) : null,
      low: percent < LOW_BATTERY_PERCENT ? true : null,
    })
  }
  return { readings, emptyAt: at }
}
