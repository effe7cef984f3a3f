/** A stretch of time on the screen. */
export interface Stretch {
  readonly from: number
  readonly until: number
}

const SPAN_MS_MIN = 60_000
const SPAN_MS_MAX = 60 * 86_400_000
const STEPS_MS = [
  ...[1, 5, 15, 30].map((it) => it * 1000),
  ...[1, 5, 15, 30, 60, 180, 360, 720, 1440, 2880, 10_080].map((it) => it * 60_000),
]
const TICK_PIXELS = 84
const MINUTE_MS = 60_000

/** Twice as near is `factor` 0.5; what lies under `at` (0 to 1 of the width) stays there. */
export function zoomed({ from, until }: Stretch, factor: number, at = 0.5): Stretch {
  const spanMs = Math.min(SPAN_MS_MAX, Math.max(SPAN_MS_MIN, (until - from) * factor))
  const fixed = from + (until - from) * at
  return { from: Math.round(fixed - spanMs * at), until: Math.round(fixed - spanMs * at + spanMs) }
}

/** By a share of the width; positive: later. */
export function shifted({ from, until }: Stretch, share: number): Stretch {
  const byMs = Math.round((until - from) * share)
  return { from: from + byMs, until: until + byMs }
}

/** Where to write the time, at round local times and far enough from each other. */
export function ticksOf(
  { from, until }: Stretch,
  pixels: number,
): { readonly at: readonly number[]; readonly stepMs: number } {
  const least = ((until - from) * TICK_PIXELS) / Math.max(1, pixels)
  const stepMs = STEPS_MS.find((it) => it >= least) ?? 7 * 86_400_000
  const offsetMs = new Date(from).getTimezoneOffset() * MINUTE_MS
  const at: number[] = []
  for (let tick = Math.ceil((from - offsetMs) / stepMs) * stepMs + offsetMs; tick < until; tick += stepMs) at.push(tick)
  return { at, stepMs }
}
