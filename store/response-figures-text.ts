export const FIGURES_BY = ['area', 'kind', 'severity', 'shift'] as const
export type By = (typeof FIGURES_BY)[number]

/** A group's alert is within the areas of every household that it may hold alerts of. */
const PATH = 'coalesce(al.scope_path, a.path)'

/** The IANA zone of an area `a`. */
const ZONE = `coalesce((select z.time_zone from area z where z.id = any(a.path) and z.time_zone is not null
  order by cardinality(z.path) desc limit 1), 'Asia/Shanghai')`

/** No clock is set back by more. */
const SET_BACK_MINUTES_MAX = 120

/**
 * What somebody believes who looks at the wall clock and goes by the latest time that it showed, as rosters are read
 * (docs/decisions/0023): in the hour that comes twice the hand-over was at the first pass.
 */
const wallClock = (at: string, zone: string): string => `
  case when ${at} at time zone ${zone} - (${at} - interval '${SET_BACK_MINUTES_MAX} minutes') at time zone ${zone}
      = interval '${SET_BACK_MINUTES_MAX} minutes' then ${at} at time zone ${zone}
    else (select max((${at} - m * interval '1 minute') at time zone ${zone})
      from generate_series(0, ${SET_BACK_MINUTES_MAX}) m) end`

/**
 * The shift during which each alert was raised, by the planned hours of the duty desks of the nearest area, from the
 * alert's own upwards, that had one then. Of several shifts at once the one that began first counts: it is in charge
 * until its end.
 */
const SHIFTS = `
  , place as (
    select a.id, a.path, ${ZONE} as zone from area a where a.id in (select area_id from raised)
  ), desk as (
    select r.id, r.area_id, r.created_at, coalesce(r.ended_at, 'infinity') as ended_at, ${ZONE} as zone
    from roster r join area a on a.id = r.area_id where r.level = 'duty_desk'
  ), placed as (
    select p.id as area_id, desk.id as roster_id, u.depth, desk.zone, desk.created_at, desk.ended_at
    from place p cross join lateral unnest(p.path) with ordinality as u (id, depth) join desk on desk.area_id = u.id
  ), near as (
    select * from (
      select r.id, p.roster_id, ${wallClock('r.raised_at', 'p.zone')} as wall,
        rank() over (partition by r.id order by p.depth desc) as nth
      from raised r join placed p on p.area_id = r.area_id and r.raised_at >= p.created_at and r.raised_at < p.ended_at) it
    where nth = 1
  ), worked as (
    select distinct on (n.id) n.id, s.from_time, s.until_time
    from near n join shift s on s.roster_id = n.roster_id
    cross join lateral (values (n.wall::date), (n.wall::date - 1)) as d (day)
    where extract(isodow from d.day) = any(s.weekdays) and d.day >= s.valid_from
      and d.day <= coalesce(s.valid_until, 'infinity') and n.wall >= d.day + s.from_time
      and n.wall < d.day + s.until_time + case when s.until_time > s.from_time then interval '0' else interval '1 day' end
    order by n.id, d.day + s.from_time, d.day + s.until_time desc
  ), half as (
    select r.id, (r.raised_at at time zone p.zone)::time as at from raised r join place p on p.id = r.area_id
  ), shifted as (
    -- Grouped and not joined: the planner takes what was worked for a row or two and would go through it for each alert.
    select id, coalesce(max(hours), max(gap), max(half)) as key from (
      select id, to_char(from_time, 'HH24:MI') || '–' || to_char(until_time, 'HH24:MI') as hours, null as gap, null as half from worked
      union all select id, null, 'gap', null from near
      union all select id, null, null, case when at >= '08:00' and at < '20:00' then 'day' else 'night' end from half) it
    group by id
  )`

/** The child, of the area that is asked for or that the caller sees, in which the alert is; itself for what is in none. */
const CHILD = `(
  select coalesce(r.path[u.place + 1], u.id) from unnest(r.path || r.scope_path) with ordinality as u (id, place)
  where u.id = any(case when $4::bigint is null then $1::bigint[] else array[$4::bigint] end) order by u.place limit 1)`

interface Grouping {
  /** Further queries, which know what was `raised`. */
  readonly queries: string
  /** What is joined to an alert `r`. */
  readonly join: string
  /** Of an alert `r`, as text. */
  readonly key: string
  /** Of a row of figures `f`, as JSON. */
  readonly area: string
}

const NO_AREA = 'null::json'

const GROUPINGS: Readonly<Record<By, Grouping>> = {
  area: {
    queries: '',
    join: '',
    key: `${CHILD}::text`,
    area: `(select json_build_object('id', g.id, 'kind', g.kind, 'name', g.name) from area g where g.id = f.key::bigint)`,
  },
  kind: { queries: '', join: '', key: 'r.kind', area: NO_AREA },
  severity: { queries: '', join: '', key: 'r.severity', area: NO_AREA },
  shift: { queries: SHIFTS, join: 'join shifted on shifted.id = r.id', key: 'shifted.key', area: NO_AREA },
}

/** Never below none: of two alerts that were merged, the one that stays may have been raised after it was acknowledged. */
const secondsUntil = (at: string): string =>
  `extract(epoch from case when ${at} < r.raised_at then interval '0' else ${at} - r.raised_at end)`

const quantiles = (seconds: string): string =>
  `percentile_cont(array[0.5, 0.9, 0.99, 1]) within group (order by ${seconds})`

/**
 * Figures of the alerts that were raised in [$2, $3) within the scope $1 and the area $4: first of all of them, then of
 * at most $5 - 1 groups. What people did is taken from the log, which knows the first time; the alert knows the last.
 */
export const figuresText = (by: By): string => `
  with raised as (
    select al.id, al.kind, al.severity, al.raised_at, al.acknowledged_at, al.handling, al.outcome, al.merged_into,
      a.id as area_id, a.path, coalesce(al.scope_path, '{}') as scope_path
    from alert al left join household h on h.id = al.household_id join area a on a.id = coalesce(al.area_id, h.area_id)
    where al.raised_at >= to_timestamp($2 / 1000.0) and al.raised_at < to_timestamp($3 / 1000.0)
      and ${PATH} && $1::bigint[] and ($4::bigint is null or ${PATH} @> array[$4::bigint])
  ), said as (
    select l.alert_id, min(l.at) filter (where l.what in ('acknowledged', 'resolved')) as acknowledged_at,
      min(l.at) filter (where l.what = 'resolved') as resolved_at, bool_or(l.what = 'held') as held
    from alert_log l where l.alert_id in (select id from raised) group by l.alert_id
  ), handed_over as (
    select n.alert_id, min(n.sent_at) as at from notification n join contact_point c on c.id = n.contact_point_id
    where n.alert_id in (select id from raised) and c.household_id is null group by n.alert_id
  )${GROUPINGS[by].queries}, answered as (
    select ${GROUPINGS[by].key} as key, ${secondsUntil('handed_over.at')} as notify,
      ${secondsUntil('least(said.acknowledged_at, r.acknowledged_at)')} as acknowledge, ${secondsUntil('said.resolved_at')} as resolve,
      case when r.merged_into is not null then 'merged' when said.held then 'held' when r.outcome = 'test' then 'test'
        when r.handling = 'resolved' and said.resolved_at is null then 'by_itself' end as apart
    from raised r left join said on said.alert_id = r.id left join handed_over on handed_over.alert_id = r.id
      ${GROUPINGS[by].join}
  ), figures as (
    select key, grouping(key) as is_all,
      count(*) filter (where apart is null) as alerts,
      count(notify) filter (where apart is null) as notified,
      count(acknowledge) filter (where apart is null) as acknowledged,
      count(resolve) filter (where apart is null) as resolved,
      count(*) filter (where apart is null and acknowledge is null) as unanswered,
      json_build_object('merged', count(*) filter (where apart = 'merged'), 'held', count(*) filter (where apart = 'held'),
        'test', count(*) filter (where apart = 'test'), 'byItself', count(*) filter (where apart = 'by_itself')) as apart,
      ${quantiles('notify')} filter (where apart is null) as notify,
      ${quantiles('acknowledge')} filter (where apart is null) as acknowledge,
      ${quantiles('resolve')} filter (where apart is null) as resolve
    from answered group by grouping sets ((key), ())
  )
  select key, alerts, notified, acknowledged, resolved, unanswered, apart, notify, acknowledge, resolve,
    case when is_all = 0 then ${GROUPINGS[by].area} end as area
  from figures f order by is_all desc, alerts desc, key limit $5`
