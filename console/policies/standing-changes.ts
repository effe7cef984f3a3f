import type { PolicyAssignment } from '../service/shapes.ts'

export interface StandingChange extends PolicyAssignment {
  /** What the place has of its own until then; null: nothing. */
  readonly before: number | null
}

/** What is in force or to come and makes a difference at its place, by place and time. */
export function standingChanges(assignments: readonly PolicyAssignment[]): readonly StandingChange[] {
  const own = new Map<string, number | null>()
  const changes: StandingChange[] = []
  for (const it of assignments.toSorted((a, b) => a.from.localeCompare(b.from) || a.id - b.id)) {
    const place = `${it.areaId} ${it.orderId}`
    const before = own.get(place) ?? null
    own.set(place, it.policyId)
    if (it.policyId !== before) changes.push({ ...it, before })
  }
  return changes.toSorted((a, b) => a.place.localeCompare(b.place))
}
