import type { AreaId, HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { type AreaKind, type Scope, TIME_ZONE } from './area.ts'
import type { Language, ResidentChannel } from './household-contact.ts'
import type { Queryable } from './transaction.ts'

/** A household under one of its orders that are not over, or without one. */
export interface LedgerLine {
  readonly household: HouseholdId
  readonly places: Readonly<Partial<Record<AreaKind, string>>>
  readonly timeZone: string
  readonly room: string
  readonly floor: number | null
  /** Null: there is no contact, or it may not be shown. */
  readonly sealed: string | null
  readonly language: Language | null
  readonly channel: ResidentChannel | null
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  readonly basis: string | null
  readonly policy: string | null
}

export interface LedgerFilter {
  readonly scope: Scope
  /** Within it contacts are told. */
  readonly revealed: Scope
  readonly areaId: AreaId | null
  readonly now: Instant
  /** The last household of the page before. */
  readonly after: number
  readonly households: number
}

export async function listLedger(db: Queryable, filter: LedgerFilter): Promise<readonly LedgerLine[]> {
  const { rows } = await db.query<LedgerLine>({
    text: `with page as (
             select h.id, h.area_id, h.room, h.floor from household h join area a on a.id = h.area_id
             where a.path && $1::bigint[] and ($2::bigint is null or a.path @> array[$2::bigint]) and h.id > $3
             order by h.id limit $4)
           select h.id as household, h.room, h.floor, ${TIME_ZONE} as "timeZone",
             (select json_object_agg(p.kind, p.name) from area p where p.id = any(a.path)) as places,
             k.sealed, k.language, case when k.sealed is not null then c.channel end as channel,
             o.starts_at as "startsAt", o.ends_at as "endsAt", o.basis, p.name as policy
           from page h join area a on a.id = h.area_id
           left join household_contact k on k.household_id = h.id and a.path && $5::bigint[]
           left join contact_point c on c.household_id = h.id and c.disabled_at is null
           left join quarantine_order o on o.household_id = h.id and o.watched_until > to_timestamp($6 / 1000.0)
           left join policy p on p.id = o.policy_id
           order by h.id, o.starts_at`,
    values: [filter.scope, filter.areaId, filter.after, filter.households, filter.revealed, filter.now],
  })
  return rows
}
