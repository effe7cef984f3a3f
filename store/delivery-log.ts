import type { AlertId, HouseholdId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { AREA_WITHIN, type Channel, SHOWN_TARGET, staffAreaWithin } from './contact-point.ts'
import type { Queryable } from './transaction.ts'

/** One try to hand a notification over, and what its provider answered. */
export interface DeliveryTry {
  /** One that is missing was cut off before its end was known. */
  readonly number: number
  readonly at: Instant
  readonly outcome: 'sent' | 'retry' | 'throttled' | 'failed'
  readonly answer: string | null
  /** The provider's own id of the message. */
  readonly reference: string | null
}

/** One notification as staff see it: to whom, when, and how it went. */
export interface Delivery {
  readonly id: number
  /** Null for a test message, a digest and one to a resident. */
  readonly alertId: AlertId | null
  /** Whose contact point it is; null unless it is a member of staff's. */
  readonly staffId: StaffId | null
  readonly staffName: string | null
  readonly channel: Channel
  /** As it may be shown. */
  readonly target: string
  readonly reason: string
  readonly queuedAt: Instant
  readonly dueAt: Instant
  readonly attempts: number
  readonly tries: readonly DeliveryTry[]
  readonly lastError: string | null
  /** Handed over to the provider. */
  readonly sentAt: Instant | null
  /** A receipt says that it arrived. */
  readonly deliveredAt: Instant | null
  /** When the person's next contact point was looked for, since this one was not reached. */
  readonly fellBackAt: Instant | null
  readonly failedAt: Instant | null
  /** Held back because the alert of its group was sent instead; an escalation's, because nobody needed it any more. */
  readonly cancelledAt: Instant | null
  /** The message that it went in, or is to, together with others; its tries are that one's. */
  readonly digestId: number | null
}

/** Of a notification `n` and its contact point `c`. */
const DELIVERY = `n.id, n.alert_id as "alertId", c.staff_id as "staffId",
  (select s.display_name from staff s where s.id = c.staff_id) as "staffName", c.channel, ${SHOWN_TARGET} as target, n.reason,
  n.queued_at as "queuedAt", n.due_at as "dueAt", n.attempts, n.last_error as "lastError", n.sent_at as "sentAt",
  n.delivered_at as "deliveredAt", n.fell_back_at as "fellBackAt", n.failed_at as "failedAt", n.cancelled_at as "cancelledAt",
  n.digest_id as "digestId",
  (select coalesce(json_agg(json_build_object('number', t.number, 'at', round(extract(epoch from t.at) * 1000),
      'outcome', t.outcome, 'answer', t.answer, 'reference', t.reference) order by t.number), '[]')
    from notification_attempt t where t.notification_id = case when n.attempts > 0 then coalesce(n.digest_id, n.id) else n.id end) as tries`

/** An alert's messages, and before them those to the resident about the openings that it is about. */
export async function listDeliveries(db: Queryable, id: AlertId, limit: number): Promise<Delivery[]> {
  const { rows } = await db.query<Delivery>({
    name: 'list_deliveries',
    text: `select ${DELIVERY} from notification n join contact_point c on c.id = n.contact_point_id
           where n.alert_id = $1 or n.id in (
             select r.id from alert al join notification r on r.reason = 'resident' and r.order_id = al.order_id
               and r.opened_at between al.started_at and al.last_at
             where al.id = $1 and al.kind = 'unpermitted_opening')
           order by n.id limit $2`,
    values: [id, limit],
  })
  return rows
}

export interface StaffDeliveryFilter {
  readonly scope: Scope
  readonly staffId: StaffId
  readonly before: number
  readonly limit: number
}

/**
 * What was sent to a member of staff, the latest first: about alerts within the scope; and tests, for who has all areas in
 * which the person has a role.
 */
export async function listStaffDeliveries(db: Queryable, filter: StaffDeliveryFilter): Promise<Delivery[]> {
  const { rows } = await db.query<Delivery>({
    text: `select ${DELIVERY} from contact_point c join notification n on n.contact_point_id = c.id
           left join alert al on al.id = n.alert_id left join household h on h.id = al.household_id
           left join area a on a.id = coalesce(al.area_id, h.area_id)
           where c.staff_id = $2 and n.id < $3 and case when n.alert_id is null
             then ${staffAreaWithin('c.staff_id')} is not null else coalesce(al.scope_path, a.path) && $1::bigint[] end
           order by n.id desc limit $4`,
    values: [filter.scope, filter.staffId, filter.before, filter.limit],
  })
  return rows
}

/** What a household was sent, the latest first. */
export async function listHouseholdDeliveries(
  db: Queryable,
  household: HouseholdId,
  limit: number,
): Promise<Delivery[]> {
  const { rows } = await db.query<Delivery>({
    name: 'list_household_deliveries',
    text: `select ${DELIVERY} from contact_point c join notification n on n.contact_point_id = c.id
           where c.household_id = $1 order by n.id desc limit $2`,
    values: [household, limit],
  })
  return rows
}

/** The latest test that was sent to a contact point; null: none was, or it is out of scope. */
export async function findLatestTest(db: Queryable, scope: Scope, contactPoint: number): Promise<Delivery | null> {
  const { rows } = await db.query<Delivery>({
    text: `select ${DELIVERY} from contact_point c join notification n on n.contact_point_id = c.id
           where c.id = $2 and n.reason = 'test' and (${AREA_WITHIN}) is not null order by n.id desc limit 1`,
    values: [scope, contactPoint],
  })
  return rows[0] ?? null
}

export interface AreaDeliveryFilter {
  readonly scope: Scope
  /** Only what was given up. */
  readonly isFailed: boolean
  readonly before: number
  readonly limit: number
}

/** So many messages are looked through for those of an area: what is older is found with its alert or its person. */
const LOOKED_THROUGH_MAX = 20_000

/** What staff and areas were sent about alerts of an area, the latest first. */
export async function listAreaDeliveries(db: Queryable, filter: AreaDeliveryFilter): Promise<Delivery[]> {
  const { rows } = await db.query<Delivery>({
    text: `select ${DELIVERY} from (
             select * from notification where id < $2 order by id desc limit ${LOOKED_THROUGH_MAX}) n
           join contact_point c on c.id = n.contact_point_id join alert al on al.id = n.alert_id
           left join household h on h.id = al.household_id left join area a on a.id = coalesce(al.area_id, h.area_id)
           where coalesce(al.scope_path, a.path) && $1::bigint[] and (not $3 or n.failed_at is not null)
           order by n.id desc limit $4`,
    values: [filter.scope, filter.before, filter.isFailed, filter.limit],
  })
  return rows
}
