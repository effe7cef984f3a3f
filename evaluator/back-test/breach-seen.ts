import type { Instant } from '../../base/instant.ts'
import type { LiveAlert } from '../../store/back-test-history.ts'
import type { Finding } from '../../watch/rule.ts'

interface Span {
  readonly from: Instant
  readonly until: Instant
}

/** Alerts that bring somebody to the door because of the door; a silent or weak sensor does not. */
const ABOUT_THE_DOOR = new Set([
  'unpermitted_opening',
  'opening_limit',
  'left_open',
  'permit_overrun',
  'missed_openings',
  'sensor_tamper',
])

/**
 * Whether a finding of the same kind, or of any kind about the door, lies in an alert's span or within `mergeMs` of it:
 * staff would have heard of the breach.
 */
export function breachSeen(alert: LiveAlert, findings: Iterable<Finding>, mergeMs: number): boolean {
  const breach = spanOf(alert)
  for (const { kind, episode } of findings) {
    if (kind !== alert.kind && !ABOUT_THE_DOOR.has(kind)) continue
    const found = spanOf(episode)
    if (found.from <= breach.until + mergeMs && breach.from <= found.until + mergeMs) return true
  }
  return false
}

/** What is not cleared lasts. */
function spanOf({
  startedAt,
  lastAt,
  clearedAt,
}: {
  startedAt: Instant
  lastAt: Instant
  clearedAt: Instant | null
}): Span {
  return { from: startedAt, until: clearedAt === null ? Number.POSITIVE_INFINITY : Math.max(lastAt, clearedAt) }
}
