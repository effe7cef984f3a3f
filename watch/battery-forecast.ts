import type { Instant } from '../base/instant.ts'
import { chargeFromMillivolts } from './battery-charge.ts'
import { type Charge, dischargeEnd } from './discharge-line.ts'
import { median, quantile } from './quantile.ts'

/** What a sensor said of its battery; null: not said. */
export interface BatteryReading {
  readonly at: Instant
  readonly percent: number | null
  readonly millivolts: number | null
  readonly low: boolean | null
}

const DAY_MS = 86_400_000
/** Points that a line is fitted through: the medians of so many equal stretches of time. 780 pairs. */
const POINTS_MAX = 40
const SPAN_MS_MIN = DAY_MS / 2

/** How what a sensor says is read. A sensor that says per cents is believed; the two scales are never mixed. */
interface Scale {
  readonly stretchMsMin: number
  /** Which of a stretch's levels stands for it. */
  readonly quantile: number
  /** Per cent between levels; null: as the levels show. */
  readonly step: number | null
  /** Above it a level says nothing of the end. */
  readonly percentMax: number
}
const PERCENT: Scale = { stretchMsMin: 0, quantile: 0.5, step: null, percentMax: 100 }
/** A cold cell shows less than it has, so a day is one point, and its warm hours count; a full one shows little at all. */
const VOLTAGE: Scale = { stretchMsMin: DAY_MS, quantile: 0.9, step: 5, percentMax: 45 }

/** Less than two and a half of the steps that a sensor reports in is no slope yet. */
const DROP_STEPS_MIN = 2.5
/** Charge that comes back by more than this, and stays, is another battery. */
const SWAP_PERCENT_MIN = 10
/** A cold spell is over by then: charge that comes back to what it was within this time is the same battery's. */
const COLD_SPELL_MS = 7 * DAY_MS
/** How high it was, but for a few readings that may be wrong. */
const SWAP_QUANTILE = 0.9
/** Readings that must agree that the charge is back: a single one may be wrong. */
const SWAP_READINGS = 3
/** What lies further off is no end in sight: no order lasts so long, and no line reaches so far. */
const HORIZON_MS = 365 * DAY_MS
/** A sensor that says no more than "low" is given this long. */
const LOW_LASTS_MS = 7 * DAY_MS

/**
 * When the battery will be empty by these readings, ascending by `at`; null: no end in sight, or too few to say.
 *
 * A Theil–Sen line through the charge since the last change of battery: the median of the slopes of all pairs of points
 * that are a quarter of the span or more apart, and the median of what each point then says about the end. Up to 29 %
 * of the points may be far off, as in cold nights, and whole-per-cent steps even out over the long pairs. The points are
 * the medians of up to 40 equal stretches of time. Where the later half falls clearly faster, its own line counts.
 * Voltage becomes charge first, by a lithium cell's curve. Where there is no line, a warning "low" stands for a week.
 */
export function batteryForecast(readings: readonly BatteryReading[]): Instant | null {
  const last = readings.at(-1)
  if (last === undefined) return null
  const scale = readings.some((it) => it.percent !== null) ? PERCENT : VOLTAGE
  const charges = chargesOf(readings, scale)
  const battery = sinceSwap(charges)
  if ((battery.at(-1)?.percent ?? 1) <= 0) return last.at
  const dropMin = DROP_STEPS_MIN * (scale.step ?? stepOf(battery))
  const empty =
    dischargeEnd(pointsOf(battery, scale), dropMin) ??
    lowEnd(readings, battery.length < charges.length ? battery[0] : undefined)
  if (empty === null || empty - last.at > HORIZON_MS) return null
  return Math.round(Math.max(empty, last.at))
}

/** A forecast that moves by less than a tenth of the time left, or than a quarter of a day, is the same forecast. */
export function isAnotherForecast(emptyAt: Instant | null, before: Instant | null, now: Instant): boolean {
  if (emptyAt === null || before === null) return emptyAt !== before
  return Math.abs(emptyAt - before) > Math.max(DAY_MS / 4, 0.1 * (before - now))
}

function chargesOf(readings: readonly BatteryReading[], scale: Scale): readonly Charge[] {
  return readings.flatMap(({ at, percent, millivolts }) => {
    if (scale === PERCENT) return percent === null || percent < 0 || percent > 100 ? [] : [{ at, percent }]
    return millivolts === null ? [] : [{ at, percent: chargeFromMillivolts(millivolts) }]
  })
}

/** The charges of the battery that is in now: those since the charge last came back, and stayed. */
function sinceSwap(charges: readonly Charge[]): readonly Charge[] {
  const swap = charges.findLastIndex((charge, index) => {
    const before = charges[index - 1]
    return before !== undefined && charge.percent - before.percent >= SWAP_PERCENT_MIN && isSwap(charges, index)
  })
  return charges.slice(Math.max(0, swap))
}

function isSwap(charges: readonly Charge[], index: number): boolean {
  const back = charges.slice(index, index + SWAP_READINGS).map((it) => it.percent)
  if (back.length < SWAP_READINGS) return false
  const since = (charges[index - 1]?.at ?? 0) - COLD_SPELL_MS
  const recent = charges.slice(0, index).filter((it) => it.at >= since)
  const highest = quantile(
    recent.map((it) => it.percent),
    SWAP_QUANTILE,
  )
  return Math.min(...back) >= highest + SWAP_PERCENT_MIN
}

/** A sensor that says "low", and has not said otherwise since; before a change of battery it does not count. */
function lowEnd(readings: readonly BatteryReading[], swap: Charge | undefined): Instant | null {
  const said = readings.filter((it) => it.low !== null && it.at >= (swap?.at ?? 0))
  const low = said.slice(said.findLastIndex((it) => it.low === false) + 1)
  return low[0] === undefined ? null : low[0].at + LOW_LASTS_MS
}

/** The usual step between the levels that were said: 1 where whole per cents are, more where a sensor only knows a few. */
function stepOf(charges: readonly Charge[]): number {
  const levels = [...new Set(charges.map((it) => it.percent))].sort((a, b) => a - b)
  return levels.length < 2 ? 100 : median(levels.slice(1).map((it, index) => it - (levels[index] ?? it)))
}

function pointsOf(charges: readonly Charge[], scale: Scale): readonly Charge[] {
  const first = charges[0]?.at ?? 0
  const spanMs = (charges.at(-1)?.at ?? 0) - first
  if (spanMs < SPAN_MS_MIN) return []
  const stretchMs = Math.max(scale.stretchMsMin, spanMs / POINTS_MAX)
  const stretches = Map.groupBy(charges, (it) => Math.min(POINTS_MAX - 1, Math.floor((it.at - first) / stretchMs)))
  const points = [...stretches.values()].map((all) => ({
    at: median(all.map((it) => it.at)),
    percent: quantile(
      all.map((it) => it.percent),
      scale.quantile,
    ),
  }))
  return points.filter((it) => it.percent <= scale.percentMax)
}
