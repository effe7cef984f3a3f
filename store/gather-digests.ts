import type { Instant } from '../base/instant.ts'
import type { Channel } from './contact-point.ts'
import { IS_FREE } from './digest-claim.ts'
import { IS_WANTED } from './notification.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

/** How many messages that are not critical a contact point gets singly, and when the others follow. */
export interface Budget {
  readonly singlesMax: number
  readonly perMs: number
  readonly digestAfterMs: number
}

export interface Gathering {
  readonly channel: Channel
  readonly now: Instant
  readonly budget: Budget
}

export interface Gathered {
  readonly singles: number
  readonly digested: number
}

/** Of one contact point's at a time. */
const GATHERED_MAX = 1000

/** Of a notification `n`, its alert `al` and its contact point `c`, at $2: neither is said of it yet. */
const IS_UNDECIDED = `n.urgency in (2, 3) and n.alert_id is not null and al.severity <> 'critical' and n.single_at is null and n.attempts = 0
  and ${IS_FREE} and ${IS_WANTED}`
const UNDECIDED = `notification n join alert al on al.id = n.alert_id join contact_point c on c.id = n.contact_point_id`

/** Whether there is something to gather: without it, no contact point is held. */
export async function hasUndecided(db: Queryable, { channel, now }: Gathering): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>({
    name: 'has_undecided_notifications',
    text: `select exists (select 1 from ${UNDECIDED} where n.channel = $1 and ${IS_UNDECIDED}) as found`,
    values: [channel, now],
  })
  return onlyRow(rows).found
}

/**
 * Says of each due message that is not critical whether it goes singly, the most severe first and within the budget of its
 * contact point, or in the digest that is not closed yet, or a new one. While a digest is tried for the first time nothing
 * is said, and it waits. Two that gather take different contact points; the second statement sees what whoever had them
 * before has said.
 */
export async function gatherDigests(tx: Queryable, { channel, now, budget }: Gathering): Promise<Gathered> {
  const { rows: held } = await tx.query<{ id: number }>({
    name: 'hold_undecided_contact_points',
    text: `select p.id from contact_point p where p.id in (
             select n.contact_point_id from ${UNDECIDED} where n.channel = $1 and ${IS_UNDECIDED})
           order by p.id for no key update skip locked`,
    values: [channel, now],
  })
  if (held.length === 0) return { singles: 0, digested: 0 }
  const { rows } = await tx.query<Gathered>({
    name: 'gather_digests',
    text: GATHER,
    values: [held.map((it) => it.id), now, budget.singlesMax, budget.perMs, budget.digestAfterMs],
  })
  return onlyRow(rows)
}

/** $1 contact points, $2 now, $3 to $5 the budget. */
const GATHER = `
  with allowed as (
    select p.id, $3::int - (select count(*)::int from notification s
      where s.contact_point_id = p.id and s.single_at > to_timestamp(($2 - $4::float8) / 1000.0)) as singles
    from unnest($1::int8[]) as p (id)
  ), ranked as (
    select n.id, n.contact_point_id as point, a.singles, row_number() over (partition by n.contact_point_id
      order by array_position(array['critical', 'major', 'minor'], al.severity), n.due_at, n.id) as place
    from allowed a join notification n on n.contact_point_id = a.id join alert al on al.id = n.alert_id
    join contact_point c on c.id = n.contact_point_id where ${IS_UNDECIDED}
  ), single as (
    update notification n set single_at = to_timestamp($2 / 1000.0), digest_id = null from ranked r
    where n.id = r.id and r.place <= r.singles and n.cancelled_at is null returning n.id
  ), over as (
    select id, point from ranked where place > singles and place <= greatest(singles, 0) + ${GATHERED_MAX}
  ), open as (
    select d.id, d.contact_point_id as point from notification d
    where d.contact_point_id in (select point from over) and d.reason = 'digest' and d.attempts = 0
      and d.sent_at is null and d.failed_at is null and d.cancelled_at is null and d.fell_back_at is null
    for no key update skip locked
  ), made as (
    insert into notification (contact_point_id, reason, queued_at, due_at)
    select distinct point, 'digest', to_timestamp($2 / 1000.0), to_timestamp(($2 + $5::float8) / 1000.0) from over
    where point not in (select point from open)
    on conflict do nothing returning id, contact_point_id as point
  ), joined as (
    update notification n set digest_id = d.id from over o join (select * from open union all select * from made) d on d.point = o.point
    where n.id = o.id and n.cancelled_at is null returning n.id
  )
  select (select count(*) from single)::int as singles, (select count(*) from joined)::int as digested`
