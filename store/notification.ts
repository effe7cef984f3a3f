import type { AlertId, HouseholdId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { ALERT_CHANNEL } from './alert.ts'
import { CHANNELS, type Channel } from './contact-point.ts'
import { CLAIM_DIGESTS, DIGEST_JOIN, type Digest, GOES_SINGLY } from './digest-claim.ts'
import { IS_NEEDLESS, IS_STEP } from './escalation.ts'
import { PLACES_JOIN } from './household.ts'
import type { Language } from './household-contact.ts'
import { IS_RESIDENT_NEEDLESS } from './resident-message.ts'
import { IS_OVER_SINCE_SILENCE, IS_SILENCED, isHeldBackAt, SOME_SILENCE_IS_OVER } from './silenced.ts'
import type { Queryable } from './transaction.ts'

/** A claimed notification: where it goes, and what it is about. */
interface Due {
  readonly id: number
  readonly idempotencyKey: string
  readonly attempts: number
  readonly reason: string
  readonly channel: Channel
  readonly contactPoint: number
  /** Whose contact point it is; null unless it is a member of staff's. */
  readonly staffId: StaffId | null
  readonly target: string
  readonly secret: string | null
  /** When something was last known to arrive there. */
  readonly deliveredAt: Instant | null
}

/** About no alert: it shows that messages arrive. */
export interface DueTest extends Due {
  readonly alertId: null
  readonly household?: null
  readonly digest?: null
}

/** To the resident, about a door that stands open: it may be an alert later. The target is encrypted until it is sent. */
/** About several alerts that are not critical, past a contact point's budget. */
export interface DueDigest extends Due {
  readonly alertId: null
  readonly household?: null
  readonly digest: Digest
}

export interface DueResident extends Due {
  readonly alertId: null
  readonly digest?: null
  readonly household: HouseholdId
  readonly openedAt: Instant
  readonly language: Language
  readonly timeZone: string
}

/** With everything that a message says: the place and never a person's name. */
export interface DueAlert extends Due {
  readonly alertId: AlertId
  readonly household?: null
  readonly digest?: null
  readonly kind: string
  readonly severity: 'critical' | 'major' | 'minor'
  readonly condition: 'active' | 'cleared'
  readonly count: number
  readonly late: boolean
  readonly startedAt: Instant
  readonly sentence: { readonly zh: string; readonly en: string }
  /** For an alert about a wider area: that area. */
  readonly building: string | null
  readonly unit: string | null
  /** Null for a group's alert: its place is the area. */
  readonly room: string | null
  readonly timeZone: string
}

export type DueNotification = DueAlert | DueTest | DueResident | DueDigest

export interface Claim {
  readonly worker: string
  readonly channel: Channel
  readonly now: Instant
  readonly leaseMs: number
  readonly limit: number
}

/** Of a notification `n`, at $2. */
export const IS_DUE = `n.sent_at is null and n.failed_at is null and n.cancelled_at is null
  and n.due_at <= to_timestamp($2 / 1000.0) and n.lease_until <= to_timestamp($2 / 1000.0)`
/** Likewise with its contact point `c` and its alert `al`, if it has one: it is to be sent now. */
export const IS_WANTED = `${IS_DUE} and not ${IS_NEEDLESS} and not ${IS_RESIDENT_NEEDLESS}
  and not ${IS_SILENCED} and not ${IS_OVER_SINCE_SILENCE}`
/** Of a notification `n` and its alert `al`. What is for a resident is of use for a few minutes only. */
export const SEVEREST_FIRST = `array_position(array['critical', 'major', 'minor'],
  case n.reason when 'resident' then 'critical' when 'digest' then 'major' else al.severity end), n.due_at, n.id`

/** Of one channel's at a time, so that a claim stays short. */
const CANCELLED_MAX = 500
/** Of each urgency a claim looks at so many whose turn is next for those that nobody needs: at the others when it is theirs. */
const LOOKED_AT_MAX = 100

/** The rows (`urgency`) of an urgency each, in the order in which they are sent. */
const URGENCIES = '(values (1), (2), (3), (4)) as u (urgency)'

/**
 * Leases what the query `due` chooses to the worker $1 until $3 ms from $2, and gives it with all that a message says.
 * `alongside` are further queries, which know what was `claimed`. An escalation's message that nobody needs any more is
 * cancelled, and so is what a silence held back about an alert that is over. One that is claimed holds its alert meanwhile, as it is now: an acknowledgement has committed before and
 * the message is left out, or it commits once the message is on its way.
 */
export const claiming = (due: string, alongside = ''): string => `
  with ${due}, bound as (
    select n.id from due join notification n on n.id = due.id join alert al on al.id = n.alert_id
    where ${IS_STEP} and not ${IS_NEEDLESS} order by al.id for share of al skip locked
  ), ${CLAIM_DIGESTS}, claimed as (
    update notification n set worker = $1, lease_until = to_timestamp(($2 + $3::float8) / 1000.0), attempts = attempts + 1,
      digest_id = null
    from due where n.id = due.id and case when ${IS_STEP} then n.id in (select id from bound)
      when n.reason = 'digest' then n.id in (select digest_id from told) else true end returning n.*
  ), needless as (
    update notification n set cancelled_at = to_timestamp($2 / 1000.0) where n.id in (
      select n.id from notification n where ${IS_DUE} and n.id = any(array(
        select n.id from ${URGENCIES} cross join lateral (
          select * from notification n where n.channel = $5 and n.urgency = u.urgency and ${IS_DUE}
          order by n.due_at, n.id limit ${LOOKED_AT_MAX}) n
        where ${IS_STEP} and (select ${IS_NEEDLESS} from alert al where al.id = n.alert_id)))
      order by n.id for update of n skip locked)
  ), needless_resident as (
    update notification n set cancelled_at = to_timestamp($2 / 1000.0) where n.id in (
      select n.id from notification n join contact_point c on c.id = n.contact_point_id
      where n.channel = $5 and n.reason = 'resident' and ${IS_DUE} and ${IS_RESIDENT_NEEDLESS}
      order by n.id limit ${CANCELLED_MAX} for update of n skip locked)
  ), needless_silenced as (
    update notification n set cancelled_at = to_timestamp($2 / 1000.0) where n.id in (
      select n.id from notification n join alert al on al.id = n.alert_id join contact_point c on c.id = n.contact_point_id
      where ${SOME_SILENCE_IS_OVER} and n.channel = $5 and ${IS_DUE} and ${IS_OVER_SINCE_SILENCE} and not ${IS_SILENCED}
        and not ${IS_NEEDLESS} order by n.id limit ${CANCELLED_MAX} for update of n skip locked)
  )${alongside}
  select n.id, n.idempotency_key as "idempotencyKey", n.attempts, n.reason, p.channel, p.id as "contactPoint",
    p.staff_id as "staffId", p.target, p.secret, p.delivered_at as "deliveredAt",
    al.id as "alertId", al.kind, al.severity, al.condition, al.count, al.late, al.started_at as "startedAt",
    al.explanation -> 'sentence' as sentence,
    coalesce(places.building, case when h.id is null then a.name end) as building, places.unit, h.room,
    p.household_id as household, n.opened_at as "openedAt", k.language, told_of.digest,
    coalesce((select z.time_zone from area z where z.id = any(a.path) and z.time_zone is not null
      order by cardinality(z.path) desc limit 1), 'Asia/Shanghai') as "timeZone"
  from claimed n join contact_point p on p.id = n.contact_point_id left join alert al on al.id = n.alert_id
  left join household h on h.id = coalesce(al.household_id, p.household_id)
  left join household_contact k on k.household_id = p.household_id
  left join area a on a.id = coalesce(al.area_id, h.area_id) ${PLACES_JOIN} ${DIGEST_JOIN}
  order by ${SEVEREST_FIRST}`

/** Of a notification `n`: what is not critical goes in a digest until it was said that it goes singly. */
const MAY_GO_SINGLY = '(n.urgency = 1 or n.alert_id is null or n.single_at is not null or n.attempts > 0)'

/**
 * Each urgency by itself, as index notification_turn has it: a claim reads what it takes, however much waits. What hangs
 * on the alert is asked of a row when its turn comes, in a subquery: joined, all that waits was sorted for sixteen rows.
 */
const UNPACED = claiming(`
  due as (
    select it.id from ${URGENCIES} cross join lateral (
      select n.id from notification n
      where n.channel = $5 and n.urgency = u.urgency and ${IS_DUE} and ${MAY_GO_SINGLY}
        and (select ${IS_WANTED} and ${GOES_SINGLY} from contact_point c left join alert al on al.id = n.alert_id
          where c.id = n.contact_point_id)
      order by n.due_at, n.id limit $4 for update of n skip locked) it
    limit $4
  )`)

/**
 * Claims due notifications of one channel for a worker until `leaseMs` from now, the most severe first. A claim whose worker died runs
 * out and is claimed again with the same idempotency key.
 */
export async function claimDueNotifications(db: Queryable, claim: Claim): Promise<readonly DueNotification[]> {
  const { rows } = await db.query<DueNotification>({
    name: 'claim_due_notifications',
    text: UNPACED,
    values: [claim.worker, claim.now, claim.leaseMs, claim.limit, claim.channel],
  })
  return rows
}

/** The channels on which something is due. */
export async function readChannelsDue(db: Queryable, now: Instant): Promise<readonly Channel[]> {
  const { rows } = await db.query<{ channel: Channel }>({
    name: 'read_channels_due',
    text: `select it.channel from unnest($1::text[]) as it (channel)
           where exists (select 1 from notification n where n.channel = it.channel and ${IS_DUE})`,
    values: [CHANNELS, now],
  })
  return rows.map((it) => it.channel)
}

/** How many are due and nobody is sending, and how many a silence holds back. */
export interface Waiting {
  readonly channel: Channel
  readonly due: number
  readonly silenced: number
}

export async function countWaiting(db: Queryable, now: Instant): Promise<readonly Waiting[]> {
  const { rows } = await db.query<Waiting>({
    name: 'count_waiting_notifications',
    text: `select channel, (count(*) filter (where not silenced))::int as due, (count(*) filter (where silenced))::int as silenced
           from (select c.channel, ${isHeldBackAt('to_timestamp($1 / 1000.0)')} as silenced from notification n
             left join alert al on al.id = n.alert_id join contact_point c on c.id = n.contact_point_id
             where n.sent_at is null and n.failed_at is null and n.cancelled_at is null
               and n.due_at <= to_timestamp($1 / 1000.0) and n.lease_until <= to_timestamp($1 / 1000.0) and n.digest_id is null) it
           group by channel`,
    values: [now],
  })
  return rows
}

/** A message about no alert, due now. False when one to this contact point is still on its way. */
export async function insertTestNotification(db: Queryable, contactPoint: number, now: Instant): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'insert_test_notification',
    text: `insert into notification (contact_point_id, reason, queued_at, due_at)
           values ($1, 'test', to_timestamp($2 / 1000.0), to_timestamp($2 / 1000.0))
           on conflict (contact_point_id) where reason = 'test' and sent_at is null and failed_at is null do nothing
           returning pg_notify('${ALERT_CHANNEL}', '')`,
    values: [contactPoint, now],
  })
  return rowCount === 1
}
