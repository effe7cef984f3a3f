import type { HouseholdId, OrderId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

export interface LaneWindow {
  readonly household: HouseholdId
  /** `[from, until)`. */
  readonly from: Instant
  readonly until: Instant
  readonly now: Instant
}

/** For `[from, until)` a sensor at a door proved this, or nothing (`unknown`). */
export interface DoorSpan {
  readonly door: string
  readonly sensor: SensorUid
  readonly from: Instant
  readonly until: Instant
  readonly state: 'open' | 'closed' | 'unknown'
}

/** When the household was, or is, watched within the window. */
export interface WatchedSpan {
  readonly orderId: OrderId
  readonly from: Instant
  readonly until: Instant
}

/** About how many events are looked at for the window: whole hours, and of the newest and the latest to come not all. */
export async function countHourlyEvents(db: Queryable, { household, from, until }: LaneWindow): Promise<number> {
  const { rows } = await db.query<{ events: number }>({
    name: 'count_hourly_events',
    text: `select coalesce(sum(events), 0)::float8 as events from door_event_hourly
           where household_id = $1 and bucket >= to_timestamp($2 / 1000.0) and bucket < to_timestamp($3 / 1000.0)`,
    values: [household, from, until],
  })
  return onlyRow(rows).events
}

export async function readWatchedSpans(
  db: Queryable,
  { household, from, until, now }: LaneWindow,
): Promise<WatchedSpan[]> {
  const { rows } = await db.query<WatchedSpan>({
    name: 'read_watched_spans',
    text: `select id as "orderId", greatest(watched_from, to_timestamp($2 / 1000.0)) as from,
             least(watched_until, to_timestamp($3 / 1000.0), to_timestamp($4 / 1000.0)) as until
           from quarantine_order where household_id = $1
             and watched_from < least(to_timestamp($3 / 1000.0), to_timestamp($4 / 1000.0), watched_until)
             and watched_until > to_timestamp($2 / 1000.0)
           order by watched_from`,
    values: [household, from, until, now],
  })
  return rows
}

/**
 * What is proved of each door, ascending, as the watch reckons coverage: from a message to the next, if that came within
 * the reporting limit, in the same run and with no number missing between, and the sensor was believed since it told of the
 * door. Of two neighbours the states differ. A window
 * reads as much around it as its first and last gap need; a sensor quiet for longer than that is unknown either way.
 */
export async function readDoorSpans(db: Queryable, { household, from, until, now }: LaneWindow): Promise<DoorSpan[]> {
  const { rows } = await db.query<DoorSpan>({
    name: 'read_door_spans',
    text: SPANS,
    values: [household, from, until, now],
  })
  return rows
}

/** When what the sensor `s` said proved nothing; null for most. */
export const DISBELIEVED = `(select range_agg(tstzrange(d.from_at, d.until_at)) from sensor_distrust d where d.sensor_uid = s.uid)`

const SPANS = `
  with fitted as (
    select f.id as fitting, f.sensor_uid, f.door, o.id as order_id, greatest(o.watched_from, f.fitted_from) as begins,
      least(o.watched_until, f.fitted_until, to_timestamp($4 / 1000.0)) as ends,
      o.contacts_at_start ->> f.sensor_uid as contact_at_start, s.reporting_limit_seconds as limit_seconds,
      greatest(s.reporting_limit_seconds, coalesce((select max(l.limit_seconds) from reporting_limit l
        where l.sensor_uid = s.uid), 0)) * interval '1 second' as reach, ${DISBELIEVED} as disbelieved
    from fitting f join sensor s on s.uid = f.sensor_uid join quarantine_order o on o.household_id = f.household_id
    where f.household_id = $1 and o.watched_from is not null
  ), seen as (
    select * from fitted where begins < ends and begins < to_timestamp($3 / 1000.0) and ends > to_timestamp($2 / 1000.0)
  ), told as (
    select fitting, order_id, 0 as place, greatest(begins, to_timestamp($2 / 1000.0) - 2 * reach) as at, null as boot,
      null::bigint as seq, case when begins >= to_timestamp($2 / 1000.0) - 2 * reach then contact_at_start end as contact,
      false as heard
    from seen
    union all
    select s.fitting, s.order_id, 1, e.occurred_at, e.boot, e.seq,
      case e.kind when 'opened' then 'open' when 'closed' then 'closed' when 'test' then null else e.contact end, true
    from seen s join door_event e on e.household_id = $1 and e.order_id = s.order_id and e.sensor_uid = s.sensor_uid
      and e.occurred_at >= s.begins and e.occurred_at < s.ends and (s.disbelieved @> e.occurred_at) is not true
    where e.occurred_at >= to_timestamp($2 / 1000.0) - 2 * s.reach and e.occurred_at < to_timestamp($3 / 1000.0) + s.reach
    union all
    select fitting, order_id, 2, least(ends, to_timestamp($3 / 1000.0) + reach), null, null, null, false from seen
  ), known as (
    select *, count(contact) over told as run from told window told as (partition by fitting, order_id order by place, at, seq)
  ), gaps as (
    select fitting, order_id, place, at, seq, first_value(contact) over (partition by fitting, order_id, run order by place, at, seq) as contact,
      first_value(at) over (partition by fitting, order_id, run order by place, at, seq) as contact_at,
      lead(at) over told as next, not (heard and lead(heard) over told and (lead(boot) over told <> boot
        or coalesce(lead(seq) over told > seq + 1, false))) as told_all
    from known window told as (partition by fitting, order_id order by place, at, seq)
  ), proved as (
    select g.fitting, g.order_id, g.place, g.at, g.seq, g.next, s.door, s.sensor_uid,
      case when g.contact is null or not g.told_all or s.disbelieved && tstzrange(g.contact_at, g.next, '[]') then 'unknown'
        when g.next - g.at <= coalesce((select l.limit_seconds from reporting_limit l
          where l.sensor_uid = s.sensor_uid and l.from_at <= g.at order by l.from_at desc limit 1), s.limit_seconds)
          * interval '1 second' then g.contact
        else 'unknown' end as state
    from gaps g join seen s on s.fitting = g.fitting and s.order_id = g.order_id
    where g.next > g.at and g.next > to_timestamp($2 / 1000.0) and g.at < to_timestamp($3 / 1000.0)
  ), marked as (
    select *, state is distinct from lag(state) over (partition by fitting, order_id order by place, at, seq) as is_first,
      max(next) over (partition by fitting, order_id) as last from proved
  )
  select door, sensor_uid as sensor, greatest(at, to_timestamp($2 / 1000.0)) as from,
    least(coalesce(lead(at) over (partition by fitting, order_id order by place, at, seq), last),
      to_timestamp($3 / 1000.0)) as until, state
  from marked where is_first order by 3, door`
