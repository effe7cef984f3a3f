import type { HouseholdId } from '../../base/id.ts'
import { onlyRow } from '../only-row.ts'
import type { Queryable } from '../transaction.ts'
import { FROM, type Stretch, stretchValues, TERMS, UNTIL } from './stretch.ts'

export interface HouseholdFigures {
  /** Under an active order at some time of the stretch. */
  readonly watched: number
  /** Orders that became active in it, and those that ended in it by themselves or by a person's word. */
  readonly began: number
  readonly expired: number
  readonly released: number
  /** Under an order that had begun and was not active by the stretch's end. */
  readonly waiting: number
  /** Of the watched ones, those whose records of then are erased by now: they are in no other figure. */
  readonly erased: number
}

export async function readHouseholdFigures(db: Queryable, stretch: Stretch): Promise<HouseholdFigures> {
  const { rows } = await db.query<HouseholdFigures>({
    text: `with ${TERMS}
      select count(distinct household_id)::int as watched,
        (count(*) filter (where watched_from >= ${FROM}))::int as began,
        (count(*) filter (where watched_until <= ${UNTIL} and released_at is distinct from watched_until))::int as expired,
        (count(*) filter (where watched_until <= ${UNTIL} and released_at = watched_until))::int as released,
        (select count(distinct o.household_id)::int from home join quarantine_order o on o.household_id = home.id
          where o.starts_at < ${UNTIL} and o.watched_until > ${FROM}
            and coalesce(o.watched_from, 'infinity') >= ${UNTIL}) as waiting,
        (select count(distinct t.household_id)::int from term t join erasure_report r on r.order_id = t.order_id) as erased
      from term`,
    values: [...stretchValues(stretch)],
  })
  return onlyRow(rows)
}

/** A household and how long it was watched in the stretch. */
export interface WatchedHousehold {
  readonly id: HouseholdId
  readonly watchedMs: number
}

export interface WatchedHouseholds {
  /** How many there are. */
  readonly all: number
  readonly chosen: readonly WatchedHousehold[]
}

/**
 * Those whose records are kept. When there are more than `limit` an even choice of them: by a hash of their ids, so that
 * each is as likely as any other and the same stretch gives the same ones.
 */
export async function chooseWatchedHouseholds(
  db: Queryable,
  stretch: Stretch,
  limit: number,
): Promise<WatchedHouseholds> {
  const { rows } = await db.query<WatchedHousehold & { readonly all: number }>({
    text: `with ${TERMS}
      select household_id as id, (sum(extract(epoch from ended - began)) * 1000)::float8 as "watchedMs",
        (count(*) over ())::int as all
      from term
      where not exists (select 1 from erasure_report r where r.order_id = term.order_id)
      group by 1 order by hashint8extended(household_id, $2::bigint), 1 limit $4`,
    values: [...stretchValues(stretch), limit],
  })
  return { all: rows[0]?.all ?? 0, chosen: rows.map(({ id, watchedMs }) => ({ id, watchedMs })) }
}
