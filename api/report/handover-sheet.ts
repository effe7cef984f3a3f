import type { Pool } from 'pg'
import type { Instant } from '../../base/instant.ts'
import { getArea } from '../../registry/area.ts'
import { type HandoverAsked, readHandover, type Shift } from '../../registry/report/handover.ts'
import { peopleOf } from '../roster-shape.ts'
import type { HandoverShape } from './report-shape.ts'

/** The sheet with the names of who is on duty. Throws as `readHandover`, and `record.not_found` for an area out of scope. */
export async function handoverSheet(pool: Pool, asked: HandoverAsked, now: Instant): Promise<HandoverShape> {
  const { id, kind, name } = await getArea(pool, asked.scope, asked.area)
  const { roster, shift, next, ...sheet } = await readHandover(pool, asked, now)
  const people = await peopleOf(pool, [...shift.staff, ...(next?.staff ?? [])])
  const named = ({ from, until, staff }: Shift) => ({ from, until, staff: people(staff) })
  return {
    ...sheet,
    area: { id, kind, name },
    roster: roster === null ? null : { id: roster.id, name: roster.name, level: roster.level },
    shift: named(shift),
    next: next === null ? null : named(next),
  }
}
