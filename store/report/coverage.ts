import type { HouseholdId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { DISBELIEVED } from '../door-span.ts'
import type { Queryable } from '../transaction.ts'

/** For how long the state of a door was proved. A door without any is not there. */
export interface ProvedDoor {
  readonly household: HouseholdId
  readonly door: string
  readonly provedMs: number
}

interface CoverageWindow {
  readonly from: Instant
  readonly until: Instant
  readonly now: Instant
}

/** Of every door of these households that had a sensor in the window, as a household's timeline tells it. */
export async function readProvedDoors(
  db: Queryable,
  households: readonly HouseholdId[],
  { from, until, now }: CoverageWindow,
): Promise<ProvedDoor[]> {
  const { rows } = await db.query<ProvedDoor>({ text: PROVED, values: [households, from, until, now] })
  return rows
}

const LIMIT = `coalesce((select l.limit_seconds from reporting_limit l
  where l.sensor_uid = s.sensor_uid and l.from_at <= g.at order by l.from_at desc limit 1), s.limit_seconds) * interval '1 second'`

/**
 * What `store/door-span.ts` proves, summed up and in one pass over the messages: from one to the next, if that came within the
 * limit, in the same run, with no number missing, and something was said of the door by then. A test holds the two together.
 */
const PROVED = `
  with fitted as (
    select f.id as fitting, f.household_id, f.sensor_uid, f.door, o.id as order_id, greatest(o.watched_from, f.fitted_from) as begins,
      least(o.watched_until, f.fitted_until, to_timestamp($4 / 1000.0)) as ends,
      o.contacts_at_start ->> f.sensor_uid as contact_at_start, s.reporting_limit_seconds as limit_seconds,
      greatest(s.reporting_limit_seconds, l.most) * interval '1 second' as reach,
      least(s.reporting_limit_seconds, l.least) * interval '1 second' as surely, ${DISBELIEVED} as disbelieved
    from fitting f join sensor s on s.uid = f.sensor_uid join quarantine_order o on o.household_id = f.household_id
    cross join lateral (select max(limit_seconds) as most, min(limit_seconds) as least from reporting_limit
      where sensor_uid = s.uid) l
    where f.household_id = any($1::bigint[]) and o.watched_from is not null
  ), seen as materialized (
    select * from fitted where begins < ends and begins < to_timestamp($3 / 1000.0) and ends > to_timestamp($2 / 1000.0)
  ), told as (
    select fitting, order_id, greatest(begins, to_timestamp($2 / 1000.0) - 2 * reach) as at, false as heard, null as boot,
      null::bigint as seq, begins >= to_timestamp($2 / 1000.0) - 2 * reach and contact_at_start is not null as tells
    from seen
    union all
    select s.fitting, s.order_id, e.occurred_at, true, e.boot, e.seq,
      e.kind in ('opened', 'closed') or (e.kind <> 'test' and e.contact is not null)
    from seen s join door_event e on e.household_id = s.household_id and e.order_id = s.order_id
      and e.sensor_uid = s.sensor_uid and e.occurred_at >= s.begins and e.occurred_at < s.ends and (s.disbelieved @> e.occurred_at) is not true
      and e.occurred_at >= to_timestamp($2 / 1000.0) - 2 * s.reach and e.occurred_at < to_timestamp($3 / 1000.0) + s.reach
  ), gaps as (
    select fitting, order_id, at, lead(at) over told as next, max(at) filter (where tells) over told as told_at,
      coalesce(lead(boot) over told <> boot, false) or coalesce(lead(seq) over told > seq + 1, false) as is_broken
    from told window told as (partition by fitting, order_id order by at, heard, seq)
  ), ended as (
    select g.fitting, g.order_id, g.at, not g.is_broken and g.told_at is not null
        and (s.disbelieved && tstzrange(g.told_at, coalesce(g.next, s.ends), '[]')) is not true as is_whole,
      coalesce(g.next, least(s.ends, to_timestamp($3 / 1000.0) + s.reach)) as next
    from gaps g join seen s on s.fitting = g.fitting and s.order_id = g.order_id
  )
  select s.household_id as household, s.door, coalesce(sum(extract(epoch from
      least(g.next, to_timestamp($3 / 1000.0)) - greatest(g.at, to_timestamp($2 / 1000.0))))
    filter (where g.is_whole and case when g.next - g.at <= s.surely then true else g.next - g.at <= ${LIMIT} end) * 1000, 0)::float8
    as "provedMs"
  from ended g join seen s on s.fitting = g.fitting and s.order_id = g.order_id
  where g.next > g.at and g.next > to_timestamp($2 / 1000.0) and g.at < to_timestamp($3 / 1000.0)
  group by 1, 2`
