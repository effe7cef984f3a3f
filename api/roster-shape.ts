import { z } from 'zod'
import { areaId, rosterId, type StaffId, staffId } from '../base/id.ts'
import { FALLBACK_MAX } from '../registry/roster/roster.ts'
import { ROSTER_LEVELS, type RosterSummary } from '../store/roster.ts'
import { readNames } from '../store/roster-staff.ts'
import type { Queryable } from '../store/transaction.ts'
import { instant } from './instant-codec.ts'

export const ROSTER_NAME = z.string().trim().min(1).max(64)
/** Who is called when nobody is on duty, in this order. */
export const FALLBACK = z.array(staffId).max(FALLBACK_MAX * 2)
export const SOURCE = z.enum(['shift', 'fallback'])

export const personShape = z.object({ id: staffId, displayName: z.string() })

export const rosterShape = z.object({
  id: rosterId,
  areaId,
  name: z.string(),
  level: z.enum(ROSTER_LEVELS),
  /** IANA name: the area's. */
  timeZone: z.string(),
  createdAt: instant,
  endedAt: instant.nullable(),
  fallback: z.array(personShape),
})

type Person = z.output<typeof personShape>
/** Staff as an answer shows them. */
export type People = (staff: readonly StaffId[]) => Person[]

/** The names of these staff, read once. */
export async function peopleOf(db: Queryable, staff: readonly StaffId[]): Promise<People> {
  const names = await readNames(db, [...new Set(staff)])
  return (ids) => ids.map((id) => ({ id, displayName: names.get(id) ?? '' }))
}

export function rosterOf(roster: RosterSummary, people: People): z.output<typeof rosterShape> {
  const { id, areaId: area, name, level, timeZone, createdAt, endedAt } = roster
  return { ...{ id, areaId: area, name, level, timeZone, createdAt, endedAt }, fallback: people(roster.fallback) }
}
