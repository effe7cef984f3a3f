/** A lithium coin or AAA pair as a contact sensor carries it, reduced to the charge taken from it. */
export interface Battery {
  readonly capacityMicroampHours: number
  readonly usedMicroampHours: number
}

export interface Drain {
  readonly elapsedMs: number
  readonly messages: number
  readonly temperatureCelsius: number
}

/** CR2450: 620 mAh. With the draws below, two years of hourly heartbeats and ten openings a day. */
export const CAPACITY_MICROAMP_HOURS = 620_000

/** Deep sleep with the reed switch's pull-up and the real-time clock, self-discharge of 1 % a year included. */
const SLEEP_MICROAMPS = 9

/** One wake with Wi-Fi association and a QoS 1 exchange: about 80 mA for 0.8 s. */
const MESSAGE_MICROAMP_HOURS = 18

/** Below 0 °C the same work takes more of the cell; per degree. */
const COLD_COST_PER_DEGREE = 0.02

/** Voltage sags in the cold by internal resistance, per degree below 20 °C. */
const COLD_SAG_MILLIVOLTS_PER_DEGREE = 4

export const LOW_BATTERY_PERCENT = 15

/** Flat for most of its life, then a knee: percent left → millivolts at 20 °C, ascending. */
const CURVE: readonly (readonly [percent: number, millivolts: number])[] = [
  [0, 2000],
  [5, 2400],
  [15, 2650],
  [40, 2850],
  [80, 2950],
  [100, 3050],
]

export function freshBattery(capacityMicroampHours = CAPACITY_MICROAMP_HOURS): Battery {
  return { capacityMicroampHours, usedMicroampHours: 0 }
}

/** A battery of which this share (0 to 1) is gone, unless more is gone already: charge never comes back. */
export function worn(battery: Battery, share: number): Battery {
  return { ...battery, usedMicroampHours: Math.max(battery.usedMicroampHours, battery.capacityMicroampHours * share) }
}

export function drained(battery: Battery, { elapsedMs, messages, temperatureCelsius }: Drain): Battery {
  const hours = Math.max(0, elapsedMs) / 3_600_000
  const cold = 1 + COLD_COST_PER_DEGREE * Math.max(0, -temperatureCelsius)
  const used = (hours * SLEEP_MICROAMPS + messages * MESSAGE_MICROAMP_HOURS) * cold
  return { ...battery, usedMicroampHours: battery.usedMicroampHours + used }
}

/** Whole percent left, 0 to 100. */
export function percentLeft({ capacityMicroampHours, usedMicroampHours }: Battery): number {
  return Math.max(0, Math.min(100, Math.round(100 * (1 - usedMicroampHours / capacityMicroampHours))))
}

export function millivoltsAt(battery: Battery, temperatureCelsius: number): number {
  const percent = percentLeft(battery)
  const sag = COLD_SAG_MILLIVOLTS_PER_DEGREE * Math.max(0, 20 - temperatureCelsius)
  return Math.max(0, Math.round(alongCurve(percent) - sag))
}

function alongCurve(percent: number): number {
  let [[lowPercent, lowMillivolts]] = [CURVE[0] ?? [0, 0]]
  for (const [highPercent, highMillivolts] of CURVE) {
    if (percent <= highPercent) {
      const share = highPercent === lowPercent ? 1 : (percent - lowPercent) / (highPercent - lowPercent)
      return lowMillivolts + share * (highMillivolts - lowMillivolts)
    }
    ;[lowPercent, lowMillivolts] = [highPercent, highMillivolts]
  }
  return lowMillivolts
}
