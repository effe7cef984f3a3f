/** A lithium cell of 3 V under a sensor's load at room temperature, ascending: flat for most of its life, then a knee. */
const CURVE: readonly (readonly [millivolts: number, percent: number])[] = [
  [2000, 0],
  [2400, 5],
  [2650, 15],
  [2800, 35],
  [2900, 60],
  [2950, 80],
  [3000, 100],
]

/** Per cent of the charge that is left at a voltage. A cold cell shows less than it has. */
export function chargeFromMillivolts(millivolts: number): number {
  const above = CURVE.findIndex(([knot]) => millivolts <= knot)
  const [highMillivolts, highPercent] = CURVE[above] ?? [millivolts, 100]
  const [lowMillivolts, lowPercent] = CURVE[above - 1] ?? [highMillivolts - 1, highPercent]
  return lowPercent + ((millivolts - lowMillivolts) / (highMillivolts - lowMillivolts)) * (highPercent - lowPercent)
}
