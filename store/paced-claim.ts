import type { Instant } from '../base/instant.ts'
import type { Channel } from './contact-point.ts'
import { GOES_SINGLY } from './digest-claim.ts'
import { type Claim, claiming, type DueNotification, IS_WANTED, SEVEREST_FIRST } from './notification.ts'
import type { Queryable } from './transaction.ts'

/** So many calls of one target in so many milliseconds, by all workers together. */
export interface Pace {
  readonly callsMax: number
  readonly perMs: number
}

/**
 * A quarter of a pace, rounded up, is kept for what is critical, so that a storm of small things does not use it up. Of a
 * pace of less than that many calls nothing is kept, or what is not critical would never go.
 */
const CRITICAL_SHARE = 4

const DUE_IN_PACE = `
  lately as (
    select r.target, min(p.calls_max - c.calls) as allowance,
      min(p.calls_max - case when p.calls_max >= ${CRITICAL_SHARE} then ceil(p.calls_max::float8 / ${CRITICAL_SHARE}) else 0 end
        - c.calls) as allowance_uncritical
    from (select distinct target from contact_point where channel = $5) r
    left join robot_pace rp on rp.channel = $5 and rp.target = r.target
    cross join unnest($6::int4[], $7::float8[]) as p (calls_max, per_ms)
    cross join lateral (select count(*) as calls from unnest(rp.called_at) as t (at)
      where t.at > to_timestamp(($2 - p.per_ms) / 1000.0)) c
    where coalesce(rp.held_until, '-infinity') <= to_timestamp($2 / 1000.0) group by r.target
  ), waiting as (
    select n.id, case al.severity when 'critical' then l.allowance else l.allowance_uncritical end as allowance,
      row_number() over (partition by c.target order by ${SEVEREST_FIRST}) as place
    from notification n left join alert al on al.id = n.alert_id
    join contact_point c on c.id = n.contact_point_id join lately l on l.target = c.target
    where n.channel = $5 and l.allowance > 0 and ${IS_WANTED} and ${GOES_SINGLY}
  ), due as (
    select n.id from notification n join waiting w on w.id = n.id left join alert al on al.id = n.alert_id
    where w.place <= w.allowance order by ${SEVEREST_FIRST} limit $4 for update of n skip locked
  )`

const NOTE_CALLS = `, called as (
    insert into robot_pace as rp (channel, target, called_at)
    select $5, c.target, array_agg(to_timestamp($2 / 1000.0))
    from claimed n join contact_point c on c.id = n.contact_point_id group by c.target order by c.target
    on conflict (channel, target) do update set called_at = excluded.called_at || array(select t.at
      from unnest(rp.called_at) as t (at) where t.at > to_timestamp(($2 - (select max(p) from unnest($7::float8[]) p)) / 1000.0))
  )`

/**
 * As `claimDueNotifications`, and no more to one target than its paces allow. What is over stays due, and is no try.
 * Workers take turns: the transaction ends at once after this.
 */
export async function claimPacedNotifications(
  tx: Queryable,
  claim: Claim,
  paces: readonly Pace[],
): Promise<readonly DueNotification[]> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('menshen paced claim'), hashtext($1))`, [claim.channel])
  const { rows } = await tx.query<DueNotification>({
    name: 'claim_paced_notifications',
    text: claiming(DUE_IN_PACE, NOTE_CALLS),
    values: [
      ...[claim.worker, claim.now, claim.leaseMs, claim.limit, claim.channel],
      paces.map((it) => it.callsMax),
      paces.map((it) => it.perMs),
    ],
  })
  return rows
}

/** Nothing goes to the target before then, whoever would send it. */
export async function holdTarget(db: Queryable, channel: Channel, target: string, until: Instant): Promise<void> {
  await db.query({
    name: 'hold_target',
    text: `insert into robot_pace as rp (channel, target, held_until) values ($1, $2, to_timestamp($3 / 1000.0))
           on conflict (channel, target) do update set held_until = greatest(rp.held_until, excluded.held_until)`,
    values: [channel, target, until],
  })
}
