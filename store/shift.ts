import type { RosterId, StaffId } from '../base/id.ts'
import type { Scope } from './area.ts'
import { onlyRow } from './only-row.ts'
import type { Shift } from './roster.ts'
import type { Queryable } from './transaction.ts'

export async function insertShift(tx: Queryable, roster: RosterId, it: Omit<Shift, 'id'>): Promise<number> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'insert_shift',
    text: `insert into shift (roster_id, staff_id, weekdays, from_time, until_time, valid_from, valid_until)
           values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    values: [roster, it.staffId, it.weekdays, it.from, it.until, it.validFrom, it.validUntil],
  })
  return onlyRow(rows).id
}

/** Shifts of a roster that begin on this day or later. */
export async function countShifts(tx: Queryable, roster: RosterId, day: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({
    name: 'count_shifts',
    text: `select count(*)::int as count from shift where roster_id = $1 and coalesce(valid_until, 'infinity') >= $2::date`,
    values: [roster, day],
  })
  return onlyRow(rows).count
}

export interface FoundShift {
  readonly rosterId: RosterId
  readonly staffId: StaffId
  readonly validUntil: string | null
}

export async function findShift(db: Queryable, scope: Scope, id: number): Promise<FoundShift | null> {
  const { rows } = await db.query<FoundShift>({
    text: `select s.roster_id as "rosterId", s.staff_id as "staffId", s.valid_until::text as "validUntil"
           from shift s join roster r on r.id = s.roster_id join area a on a.id = r.area_id
           where s.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

/** False when its last day is this one or an earlier one already. */
export async function endShiftOn(tx: Queryable, id: number, lastDay: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'end_shift',
    text: `update shift set valid_until = $2 where id = $1 and coalesce(valid_until, 'infinity') > $2::date`,
    values: [id, lastDay],
  })
  return rowCount === 1
}
