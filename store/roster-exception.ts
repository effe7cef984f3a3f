import type { RosterId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { onlyRow } from './only-row.ts'
import type { RosterException } from './roster.ts'
import type { Queryable } from './transaction.ts'

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
export type NewRosterException = DistributiveOmit<RosterException, 'id'>

export async function insertRosterException(
  tx: Queryable,
  roster: RosterId,
  it: NewRosterException,
  now: Instant,
): Promise<number> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'insert_roster_exception',
    text: `insert into roster_exception (roster_id, kind, staff_id, substitute_id, from_at, until_at, reason, made_by, made_at)
           values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), to_timestamp($6 / 1000.0), $7, $8, to_timestamp($9 / 1000.0))
           returning id`,
    values: [roster, it.kind, it.staffId, it.substituteId, it.from, it.until, it.reason, it.by, now],
  })
  return onlyRow(rows).id
}

/** Somebody has a shift of the roster, or is in one of its exceptions. */
export async function isOnRoster(tx: Queryable, roster: RosterId, staff: StaffId): Promise<boolean> {
  const { rows } = await tx.query<{ found: boolean }>({
    name: 'is_on_roster',
    text: `select exists (select 1 from shift where roster_id = $1 and staff_id = $2)
             or exists (select 1 from roster_exception where roster_id = $1 and $2 in (staff_id, substitute_id)) as found`,
    values: [roster, staff],
  })
  return onlyRow(rows).found
}

/** Those of a roster that are not over. */
export async function countRosterExceptions(tx: Queryable, roster: RosterId, now: Instant): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({
    name: 'count_roster_exceptions',
    text: `select count(*)::int as count from roster_exception
           where roster_id = $1 and ended_at is null and until_at > to_timestamp($2 / 1000.0)`,
    values: [roster, now],
  })
  return onlyRow(rows).count
}

export async function findRosterOfException(db: Queryable, scope: Scope, id: number): Promise<RosterId | null> {
  const { rows } = await db.query<{ id: RosterId }>({
    text: `select r.id from roster_exception e join roster r on r.id = e.roster_id join area a on a.id = r.area_id
           where e.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0]?.id ?? null
}

/** False when it is over. */
export async function endRosterExceptionAt(tx: Queryable, id: number, at: Instant): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'end_roster_exception',
    text: `update roster_exception set ended_at = to_timestamp($2 / 1000.0)
           where id = $1 and ended_at is null and until_at > to_timestamp($2 / 1000.0)`,
    values: [id, at],
  })
  return rowCount === 1
}

/** Exceptions that were over so long ago; their reasons may say more of staff than anybody still needs. Returns how many. */
export async function eraseRosterExceptions(db: Queryable, before: Instant): Promise<number> {
  const { rowCount } = await db.query({
    name: 'erase_roster_exceptions',
    text: 'delete from roster_exception where until_at < to_timestamp($1 / 1000.0)',
    values: [before],
  })
  return rowCount ?? 0
}
