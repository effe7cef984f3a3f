import type { Instant } from '../base/instant.ts'
import { median } from './quantile.ts'

/** A battery's charge in per cent at an instant. */
export interface Charge {
  readonly at: Instant
  readonly percent: number
}

const POINTS_MIN = 6
/** Points that lie further from the line than this share of its fall are no line. */
const SCATTER_SHARE_MAX = 0.15
/** Pairs closer than this share of the span say more about rounding than about the battery. */
const LAG_SHARE_MIN = 0.25
/** A later half that falls so much faster than the whole is what counts: a habit has changed, or the knee has come. */
const FASTER = 1.3

interface Line {
  /** Per cent per millisecond, negative. */
  readonly slope: number
  readonly emptyAt: Instant
}

/**
 * Where the charge reaches zero by a Theil–Sen line through the points, ascending by `at`; by the line through the later
 * half alone where that falls clearly faster. Null where the charge falls by less than `dropMin` per cent, or by little
 * beside how far the points lie from the line.
 */
export function dischargeEnd(points: readonly Charge[], dropMin: number): Instant | null {
  const whole = lineThrough(points, dropMin)
  const later = lineThrough(points.slice(points.length >> 1), dropMin)
  if (whole === null) return later?.emptyAt ?? null
  return later !== null && later.slope < FASTER * whole.slope ? later.emptyAt : whole.emptyAt
}

/** Null where nothing falls yet, or not by more than the points scatter. */
function lineThrough(points: readonly Charge[], dropMin: number): Line | null {
  if (points.length < POINTS_MIN) return null
  const spanMs = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0)
  const slope = median(pairSlopes(points, LAG_SHARE_MIN * spanMs))
  const drop = -slope * spanMs
  if (!(drop >= dropMin)) return null
  const emptyAt = median(points.map((it) => it.at - it.percent / slope))
  const scatter = median(points.map((it) => Math.abs(it.percent - slope * (it.at - emptyAt))))
  return scatter > SCATTER_SHARE_MAX * drop ? null : { slope, emptyAt }
}

function pairSlopes(points: readonly Charge[], lagMs: number): readonly number[] {
  return points.flatMap((a, index) =>
    points
      .slice(index + 1)
      .filter((b) => b.at - a.at >= lagMs)
      .map((b) => (b.percent - a.percent) / (b.at - a.at)),
  )
}
