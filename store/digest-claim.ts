import type { Instant } from '../base/instant.ts'
import type { Severity } from './alert.ts'
import { IS_NEEDLESS } from './escalation.ts'
import { PLACES_JOIN } from './household.ts'
import { IS_OVER_SINCE_SILENCE, IS_SILENCED } from './silenced.ts'

/** What a digest tells: how many alerts, in how many buildings, and of the most severe a line each. */
export interface Digest {
  readonly alerts: number
  readonly buildings: number
  /** The longest standing one's. */
  readonly startedAt: Instant
  readonly lines: readonly DigestLine[]
}

export interface DigestLine {
  readonly kind: string
  readonly severity: Severity
  readonly startedAt: Instant
  readonly building: string | null
  readonly unit: string | null
  readonly room: string | null
  readonly timeZone: string
}

/** More than this nobody reads on a telephone. */
const LINES_MAX = 5

/** Of a notification `n`: it is in no digest, or came too late for the one that it was put into. */
export const IS_FREE = `(n.digest_id is null or n.attempts = 0 and exists (
  select 1 from notification g where g.id = n.digest_id
    and (g.attempts > 0 or g.cancelled_at is not null or g.failed_at is not null)))`

/** Of a notification `n` and its alert `al`: critical ones and what was said to go singly do; other messages are no alert's. */
export const GOES_SINGLY = `(n.alert_id is null or n.single_at is not null or n.digest_id is null and n.attempts > 0
  or al.severity = 'critical' and ${IS_FREE})`

/** What a digest `d` had at its first claim, `n`, and still has. */
const MEMBERS = `due join notification d on d.id = due.id and d.reason = 'digest' join notification n on n.digest_id = d.id`
const IS_MEMBER = `n.sent_at is null and n.failed_at is null and n.cancelled_at is null and (d.attempts = 0 or n.attempts > 0)`

/**
 * Of the digests that are `due`, with the parameters of `claiming`: their members are held with their alerts as these are
 * now. One that somebody is changing just now leaves its whole digest for the next look. What nobody needs is cancelled,
 * what is silenced is set free, and what is `told` is marked: at the first claim a digest is closed, since a provider that
 * had it already would drop a longer one of the same key.
 */
export const CLAIM_DIGESTS = `
  member as (
    select n.id, n.digest_id, n.alert_id, ${IS_NEEDLESS} or ${IS_OVER_SINCE_SILENCE} as needless, ${IS_SILENCED} as silenced
    from ${MEMBERS} join alert al on al.id = n.alert_id join contact_point c on c.id = n.contact_point_id
    where ${IS_MEMBER} order by al.id, n.id for share of al skip locked for no key update of n skip locked
  ), unbound as (
    select distinct n.digest_id as id from ${MEMBERS}
    where ${IS_MEMBER} and n.id not in (select id from member)
  ), told as (
    select * from member where not needless and not silenced and digest_id not in (select id from unbound)
  ), marked_told as (
    update notification n set worker = $1, lease_until = to_timestamp(($2 + $3::float8) / 1000.0), attempts = attempts + 1
    from told where n.id = told.id
  ), left_out as (
    update notification n set cancelled_at = case when m.needless then to_timestamp($2 / 1000.0) end,
      digest_id = case when m.needless then n.digest_id end, attempts = case when m.needless then n.attempts else 0 end
    from member m where n.id = m.id and (m.needless or m.silenced) and m.digest_id not in (select id from unbound)
  ), emptied as (
    update notification n set cancelled_at = to_timestamp($2 / 1000.0) from due
    where n.id = due.id and n.reason = 'digest' and n.id not in (select digest_id from told)
      and n.id not in (select id from unbound)
  )`

/** Of a claimed notification `n`: a column `digest`, null unless it is one. */
export const DIGEST_JOIN = `left join lateral (
  select json_build_object('alerts', count(*), 'buildings', count(distinct it.place),
    'startedAt', min((it.line ->> 'startedAt')::float8),
    'lines', to_json((array_agg(it.line order by array_position(array['critical', 'major', 'minor'], it.severity),
      it.started_at, it.id))[1:${LINES_MAX}])) as digest
  from (
    select al.id, al.severity, al.started_at,
      coalesce((select b.id from area b where b.id = any(a.path) and b.kind = 'building'), a.id) as place,
      json_build_object('kind', al.kind, 'severity', al.severity, 'startedAt', round(extract(epoch from al.started_at) * 1000),
        'building', coalesce(places.building, case when h.id is null then a.name end), 'unit', places.unit, 'room', h.room,
        'timeZone', coalesce((select z.time_zone from area z where z.id = any(a.path) and z.time_zone is not null
          order by cardinality(z.path) desc limit 1), 'Asia/Shanghai')) as line
    from (select distinct t.alert_id from told t where t.digest_id = n.id) t join alert al on al.id = t.alert_id
    left join household h on h.id = al.household_id
    join area a on a.id = coalesce(al.area_id, h.area_id) ${PLACES_JOIN}) it
  having n.reason = 'digest') told_of on true`
