import type { Instant } from '../base/instant.ts'

export type LaneState = 'open' | 'closed' | 'unknown' | 'no_sensor'

export interface LaneSpan {
  readonly from: Instant
  readonly until: Instant
  readonly state: LaneState
}

/** For how much of `[from, from + bucketMs)` which state was proved; the rest was not watched. */
export interface LaneBucket {
  readonly from: Instant
  readonly openMs: number
  readonly closedMs: number
  /** Nothing was proved, for want of a sensor as well (law 2: it is never closed). */
  readonly unknownMs: number
}

type Stretch = Pick<LaneSpan, 'from' | 'until'>

/** One door's spans over the watched time, ascending: where they say nothing there was no sensor. */
export function wholeLane(spans: readonly LaneSpan[], watched: readonly Stretch[]): readonly LaneSpan[] {
  return watched.flatMap((it) => filled(spans, it))
}

function filled(spans: readonly LaneSpan[], { from, until }: Stretch): LaneSpan[] {
  const whole: LaneSpan[] = []
  let at = from
  for (const span of spans) {
    if (span.until <= at || span.from >= until) continue
    if (span.from > at) whole.push({ from: at, until: span.from, state: 'no_sensor' })
    const ends = Math.min(span.until, until)
    whole.push({ from: Math.max(span.from, at), until: ends, state: span.state })
    at = ends
  }
  if (at < until) whole.push({ from: at, until, state: 'no_sensor' })
  return whole
}

const FIELDS = { open: 'openMs', closed: 'closedMs', unknown: 'unknownMs', no_sensor: 'unknownMs' } as const

/** The spans' shares of equal stretches of the window; stretches in which nothing was watched are left out. */
export function laneBuckets(spans: readonly LaneSpan[], window: Stretch, bucketMs: number): readonly LaneBucket[] {
  const buckets = new Map<number, { openMs: number; closedMs: number; unknownMs: number }>()
  for (const { from, until, state } of spans) {
    const last = Math.ceil((until - window.from) / bucketMs)
    for (let place = Math.floor((from - window.from) / bucketMs); place < last; place++) {
      const begins = window.from + place * bucketMs
      const bucket = buckets.get(place) ?? { openMs: 0, closedMs: 0, unknownMs: 0 }
      bucket[FIELDS[state]] += Math.max(0, Math.min(until, begins + bucketMs) - Math.max(from, begins))
      buckets.set(place, bucket)
    }
  }
  return [...buckets]
    .toSorted(([a], [b]) => a - b)
    .map(([place, it]) => ({ from: window.from + place * bucketMs, ...it }))
}

/** The share, 0 to 1, of the watched time for which the door's state is proved; null where nothing was watched. */
export function laneCoverage(spans: readonly LaneSpan[]): number | null {
  let wholeMs = 0
  let provedMs = 0
  for (const { from, until, state } of spans) {
    wholeMs += until - from
    if (state === 'open' || state === 'closed') provedMs += until - from
  }
  return wholeMs === 0 ? null : provedMs / wholeMs
}
