import type { Instant } from '../base/instant.ts'
import type { PolicySpan } from './facts.ts'
import type { Policy } from './policy.ts'

/** From `from` on, a policy at one place of the tree; null takes the place's own away again. */
export interface PolicyAssignment {
  /** How near to the order: an order's own is nearer than any area's, an area's nearer than that of the area around it. */
  readonly nearness: number
  readonly from: Instant
  readonly policy: Policy | null
}

/**
 * Which policy holds when, from an order's start on: at each instant the nearest place that has one then. Of two
 * assignments at one place the later one holds from its time on; what went before stays as it was.
 */
export function policySpans(
  assignments: readonly PolicyAssignment[],
  startsAt: Instant,
  preset: Policy,
): readonly [PolicySpan, ...PolicySpan[]] {
  const changes = [...new Set(assignments.map((it) => it.from).filter((it) => it > startsAt))].toSorted((a, b) => a - b)
  const spans: [PolicySpan, ...PolicySpan[]] = [{ from: startsAt, policy: policyIn(assignments, startsAt) ?? preset }]
  for (const from of changes) {
    const policy = policyIn(assignments, from) ?? preset
    const { policy: before } = spans.at(-1) ?? spans[0]
    if (policy.name !== before.name || policy.version !== before.version) spans.push({ from, policy })
  }
  return spans
}

/** The assignments come in the order in which they were made; of two with the same time the later made one holds. */
function policyIn(assignments: readonly PolicyAssignment[], at: Instant): Policy | null {
  const places = new Map<number, PolicyAssignment>()
  for (const it of assignments) {
    const standing = places.get(it.nearness)
    if (it.from <= at && (standing === undefined || standing.from <= it.from)) places.set(it.nearness, it)
  }
  const nearest = [...places.values()].filter((it) => it.policy !== null).toSorted((a, b) => b.nearness - a.nearness)
  return nearest[0]?.policy ?? null
}
