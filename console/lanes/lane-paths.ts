import type { DoorLane, Lanes } from '../service/shapes.ts'

/** From an instant to pixels. */
export type Scale = (at: number) => number

/** How high a door's lane is; a closed door is a low bar at its foot, an open one the whole. */
export const BAR = 24
const CLOSED = 8
const UNKNOWN = 16
/** Narrower than this nobody sees it. */
const WIDTH_MIN = 1

type State = DoorLane['spans'][number]['state']
type Paths = Readonly<Record<State, string>>

const HEIGHTS: Readonly<Record<State, number>> = { open: BAR, closed: CLOSED, unknown: UNKNOWN, no_sensor: UNKNOWN - 2 }

/** One path for each state, however many spans there are. */
export function spanPaths(spans: DoorLane['spans'], x: Scale): Paths {
  const paths = { open: '', closed: '', unknown: '', no_sensor: '' }
  for (const { from, until, state } of spans) {
    const left = x(Date.parse(from))
    const width = x(Date.parse(until)) - left
    paths[state] += bar(left, state === 'open' ? Math.max(WIDTH_MIN, width) : width, HEIGHTS[state])
  }
  return paths
}

/** An opening shows however short it was, and so does what is not known; each as much of the width as its share. */
export function bucketPaths(buckets: DoorLane['buckets'], bucketMs: number, x: Scale): Paths {
  const paths = { open: '', closed: '', unknown: '', no_sensor: '' }
  for (const { from, openMs, closedMs, unknownMs } of buckets) {
    const begins = Date.parse(from)
    const left = x(begins)
    const width = x(begins + bucketMs) - left
    const whole = openMs + closedMs + unknownMs
    if (closedMs > 0) paths.closed += bar(left, width, CLOSED)
    if (unknownMs > 0) paths.unknown += bar(left, Math.max(WIDTH_MIN, (width * unknownMs) / whole), UNKNOWN)
    if (openMs > 0) paths.open += bar(left, Math.max(WIDTH_MIN, (width * openMs) / whole), BAR)
  }
  return paths
}

function bar(left: number, width: number, height: number): string {
  return `M${left.toFixed(1)} ${BAR - height}h${width.toFixed(1)}v${height}h${(-width).toFixed(1)}z`
}

/** A line through what is known; a reading without the figure is passed over. */
export function linePath(
  readings: Lanes['readings'],
  of: 'batteryPercent' | 'rssi',
  x: Scale,
  y: (value: number) => number,
): string {
  let path = ''
  for (const reading of readings) {
    const value = reading[of]
    if (value === null) continue
    path += `${path === '' ? 'M' : 'L'}${x(Date.parse(reading.at)).toFixed(1)} ${y(value).toFixed(1)}`
  }
  return path
}
