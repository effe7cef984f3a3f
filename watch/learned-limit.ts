/** Between which limits may be learned, in milliseconds. */
export interface LimitBounds {
  readonly floorMs: number
  readonly ceilingMs: number
}

export type LearnedLimit =
  | {
      readonly kind: 'learned'
      readonly limitMs: number
      /** How many gaps it was learned from, and what is usual among them. */
      readonly gaps: number
      readonly usualMs: number
    }
  | { readonly kind: 'not_learned'; readonly why: 'too_few' | 'irregular' | 'changing' }

/** Two heartbeats may be lost and the third be late: as much as the profiles grant (docs/decisions/0010). */
export const HEARTBEATS_PER_LIMIT = 3.25
const GAPS_MIN = 12
/** A quarter of a day in sight, so that an evening's habit does not rule the night. */
const SIGHT_MS_MIN = 6 * 3_600_000
/** A sensor that was silent for more than this share of the time has other troubles than its limit. */
const SILENT_SHARE_MAX = 0.25
/** Heartbeats differ by less than this from each other; what people do to a door does not. */
const SPREAD = 0.2
/** The share of the time that must lie in usual gaps for there to be a habit at all. */
const REGULAR_SHARE_MIN = 0.5
/** The earlier and the later half of the time differ by less than this in what is usual. */
const CHANGE = 0.1

/**
 * The reporting limit that a sensor's own habit suggests: 3.25 times the usual gap between its messages. `gapsMs` are in
 * the story's order, without those that are known to be no habit: lost messages, restarts, outages of ours.
 *
 * The usual gap is the median by time, not by number: the gap that a random instant falls into. A hundred openings in a
 * minute weigh no more than a minute, and up to 29 % of lost heartbeats do not move it. There is a habit only where half
 * of the time lies in gaps within 20 % of the usual one, which heartbeats have and doors that people open do not; where
 * the earlier half of the time agrees with the later; and where the sensor was not mostly silent: gaps over the ceiling
 * are silences. About a sensor without a habit nothing is learned, and the limit in force stays.
 */
export function learnedLimit(gapsMs: readonly number[], { floorMs, ceilingMs }: LimitBounds): LearnedLimit {
  const all = gapsMs.filter((it) => it > 0)
  const gaps = all.filter((it) => it <= ceilingMs)
  if (gaps.length < GAPS_MIN || total(gaps) < SIGHT_MS_MIN) return { kind: 'not_learned', why: 'too_few' }
  const usualMs = usualGap(gaps)
  const regular = gaps.filter((it) => agree(it, usualMs, SPREAD))
  const isRegular = total(regular) >= REGULAR_SHARE_MIN * total(gaps)
  if (!isRegular || total(gaps) < (1 - SILENT_SHARE_MAX) * total(all)) return { kind: 'not_learned', why: 'irregular' }
  const later = laterHalf(gaps)
  const earlier = gaps.slice(0, gaps.length - later.length)
  if (!agree(usualGap(earlier), usualGap(later), CHANGE)) return { kind: 'not_learned', why: 'changing' }
  const limitMs = Math.min(ceilingMs, Math.max(floorMs, HEARTBEATS_PER_LIMIT * usualMs))
  return { kind: 'learned', limitMs, gaps: gaps.length, usualMs }
}

/** What holds for a sensor before it is looked at again. */
export interface LimitInForce {
  readonly limitMs: number
  /** What was usual when it was last looked at, a day ago; null: nothing was learned then. */
  readonly usualMs: number | null
  /** Its battery is about to end. */
  readonly isFailing: boolean
}

/** A limit that differs by less than this from the one in force is the same limit. */
export const LIMIT_DIFFERENCE_MIN = 0.2
/** A habit that is the same two days running differs by less than this. */
const DRIFT = 0.02

/**
 * Whether a learned limit takes the place of the one in force. A tighter one does at once. A looser one is patience,
 * which a sensor must not teach that dies slowly: not with a battery about to end, and not before its habit was the same
 * two days running. A setting is a step and then stays; what stretches by more than 2 % a day never gets there, and what
 * stretches slower gets no further than the ceiling.
 */
export function replaces({ limitMs, usualMs }: { limitMs: number; usualMs: number }, inForce: LimitInForce): boolean {
  if (Math.abs(limitMs - inForce.limitMs) <= LIMIT_DIFFERENCE_MIN * inForce.limitMs) return false
  if (limitMs < inForce.limitMs) return true
  return !inForce.isFailing && inForce.usualMs !== null && agree(usualMs, inForce.usualMs, DRIFT)
}

/** Half of the time lies in gaps up to this long. */
function usualGap(gaps: readonly number[]): number {
  const half = total(gaps) / 2
  let passed = 0
  for (const gap of gaps.toSorted((a, b) => a - b)) {
    passed += gap
    if (passed >= half) return gap
  }
  return 0
}

/** By time: the gaps that end in the later half of it. */
function laterHalf(gaps: readonly number[]): readonly number[] {
  const half = total(gaps) / 2
  let passed = 0
  const first = gaps.findIndex((it) => {
    passed += it
    return passed > half
  })
  return gaps.slice(first)
}

function agree(a: number, b: number, within: number): boolean {
  return Math.abs(a - b) <= within * Math.max(a, b)
}

function total(gaps: readonly number[]): number {
  return gaps.reduce((sum, it) => sum + it, 0)
}
