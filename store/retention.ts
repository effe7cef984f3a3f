import type { Pool } from 'pg'
import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { eraseAnswersAbout } from './answered-request.ts'
import { eraseBackTestsAbout } from './back-test.ts'
import { onlyRow } from './only-row.ts'
import { beginErasure, keepsOnlyNew } from './timescale.ts'
import { inTransaction, type Queryable } from './transaction.ts'

/** What an erasure took. An order is erased once; its row and its `erasure_report` remain. */
export interface Erased {
  readonly orders: number
  readonly events: number
  readonly openings: number
  readonly alerts: number
  readonly permits: number
  /** Households whose last order it was, and who to call there. */
  readonly contacts: number
}

export interface Retention {
  /** Days after an order's end or release. */
  readonly retentionDays: number
  /** Orders in one call, each in a transaction of its own. */
  readonly limit: number
}

const DAY_MS = 86_400_000
const REJECTED_ROWS_MAX = 10_000
const READINGS_MAX = 50_000
const AREA_PERMITS_MAX = 1000

const NOTHING: Erased = { orders: 0, events: 0, openings: 0, alerts: 0, permits: 0, contacts: 0 }

/**
 * Erases what was recorded under orders that were over more than `retentionDays` ago: events, openings, alerts with
 * their log and notifications, permits that no later order needs and those that were asked for, and the household's contact and its links when no
 * order that is kept or to come needs them. What remains is a report: counts, and one SHA-256
 * over every erased row, so that a copy found elsewhere can be recognised. Goes on where `orders` equals the limit.
 */
export async function eraseExpired(pool: Pool, now: Instant, { retentionDays, limit }: Retention): Promise<Erased> {
  const over = now - retentionDays * DAY_MS
  let sum = NOTHING
  for (const order of await ordersToErase(pool, over, limit)) {
    const erased = await inTransaction(pool, (tx) => eraseOrder(tx, order, now))
    if (erased === null) continue
    sum = {
      orders: sum.orders + 1,
      events: sum.events + erased.events,
      openings: sum.openings + erased.openings,
      alerts: sum.alerts + erased.alerts,
      permits: sum.permits + erased.permits,
      contacts: sum.contacts + erased.contacts,
    }
  }
  return sum
}

/** Orders that ended or were released before `endedBefore` and are not erased yet, the oldest first. */
export async function ordersToErase(db: Queryable, endedBefore: Instant, limit: number): Promise<readonly OrderId[]> {
  const { rows } = await db.query<{ id: OrderId }>({
    name: 'orders_to_erase',
    text: `select o.id from quarantine_order o where ${ERASABLE}
           order by least(o.ends_at, o.released_at) limit $2`,
    values: [endedBefore, limit],
  })
  return rows.map((it) => it.id)
}

const ERASABLE = `least(o.ends_at, o.released_at) < to_timestamp($1 / 1000.0)
  and not exists (select 1 from erasure_report r where r.order_id = o.id)`

/**
 * Erases what was recorded under an order that is over; null when it is not, or is erased already. The household's watch
 * is locked first, as everybody does who writes openings and alerts. The order itself is not waited for: who changes it
 * locks it before the watch, and may well be prolonging it.
 */
export async function eraseOrder(tx: Queryable, order: OrderId, now: Instant): Promise<Omit<Erased, 'orders'> | null> {
  await tx.query(
    `select 1 from watch where household_id = (select household_id from quarantine_order where id = $1) for update`,
    [order],
  )
  const { rows: held } = await tx.query<{ household: HouseholdId }>({
    name: 'lock_erasable_order',
    text: `select o.household_id as household from quarantine_order o
           where ${ERASABLE} and o.id = $2 for no key update skip locked`,
    values: [now, order],
  })
  const [row] = held
  if (row === undefined) return null
  await beginErasure(tx, order)
  await eraseBackTestsAbout(tx, order)
  await tx.query("set local timezone = 'UTC'")
  const { rows } = await tx.query<Omit<Erased, 'orders'>>({
    name: 'erase_order',
    text: ERASE_ORDER,
    values: [row.household, order, now],
  })
  await forgetWatch(tx, row.household, order)
  await eraseAnswersAbout(tx, order)
  return onlyRow(rows)
}

/** One statement, so that the report is about exactly the rows that went. $1 household, $2 order, $3 now. */
const ERASE_ORDER = `
  with the_order as (
    select starts_at, least(ends_at, released_at) as ends_at from quarantine_order where id = $2
  ), gone_event as (
    delete from door_event where household_id = $1 and order_id = $2 returning door_event::text as line
  ), gone_opening as (
    delete from opening where order_id = $2 returning opening::text as line
  ), gone_log as (
    delete from alert_log where alert_id in (select id from alert where order_id = $2) returning alert_log::text as line
  ), gone_attempt as (
    delete from notification_attempt where notification_id in (
      select n.id from notification n join alert al on al.id = n.alert_id where al.order_id = $2)
    returning notification_attempt::text as line
  ), gone_notification as (
    delete from notification where order_id = $2 or alert_id in (select id from alert where order_id = $2)
    returning notification::text as line
  ), gone_escalation as (
    delete from escalation where alert_id in (select id from alert where order_id = $2) returning escalation::text as line
  ), gone_alert as (
    delete from alert where order_id = $2 returning alert::text as line
  ), gone_permit as (
    delete from permit p using the_order where p.household_id = $1 and p.from_at < the_order.ends_at
      and not exists (
        select 1 from quarantine_order o where o.household_id = $1 and o.id <> $2
          and o.starts_at < p.until_at and least(o.ends_at, o.released_at) > p.from_at
          and not exists (select 1 from erasure_report r where r.order_id = o.id))
    returning p::text as line
  ), gone_request as (
    delete from permit_request where order_id = $2 returning permit_request::text as line
  ), needed as (
    select 1 from quarantine_order o where o.household_id = $1 and o.id <> $2
      and not exists (select 1 from erasure_report r where r.order_id = o.id)
  ), gone_point as (
    delete from contact_point where household_id = $1 and not exists (select 1 from needed)
    returning contact_point::text as line
  ), gone_contact as (
    delete from household_contact where household_id = $1 and not exists (select 1 from needed)
    returning household_id, household_contact::text as line
  ), gone_link as (
    delete from resident_link where household_id = $1 and not exists (select 1 from needed)
    returning resident_link::text as line
  ), unconfirmed as (
    update household set contact_confirmed_at = null, contact_confirmed_by = null
    where id in (select household_id from gone_contact)
  ), gone as (
    select 'door_event' as what, line from gone_event union all select 'opening', line from gone_opening
    union all select 'alert', line from gone_alert union all select 'alert_log', line from gone_log
    union all select 'notification', line from gone_notification
    union all select 'notification_attempt', line from gone_attempt union all select 'escalation', line from gone_escalation
    union all select 'permit', line from gone_permit union all select 'contact_point', line from gone_point
    union all select 'household_contact', line from gone_contact union all select 'permit_request', line from gone_request
    union all select 'resident_link', line from gone_link
  ), report as (
    insert into erasure_report (at, order_id, events, openings, contacts, sha256)
    select to_timestamp($3 / 1000.0), $2, (select count(*) from gone_event), (select count(*) from gone_opening),
      (select count(*) from gone_contact),
      sha256(coalesce((select string_agg(sha256(convert_to(what || line, 'UTF8')), '' order by what, line) from gone), ''))
    returning events, openings, contacts
  )
  select events::int, openings::int, (select count(*) from gone_alert)::int as alerts,
    (select count(*) from gone_permit)::int as permits, contacts::int
  from report`

/** The state and the facts tell of the order too. The deadline stays: at it the household's next order may begin. */
async function forgetWatch(tx: Queryable, household: HouseholdId, order: OrderId): Promise<void> {
  await tx.query({
    name: 'forget_watch',
    text: `with forgotten as (
             update watch set order_id = null, state = null, facts_version = facts_version + 1
             where household_id = $1 and order_id = $2 returning household_id
           )
           delete from watch_facts f using forgotten where f.household_id = forgotten.household_id`,
    values: [household, order],
  })
}

/** Rejected messages are for finding faults, not for keeping: only newer ones, and of those the newest. Returns how many went. */
export async function eraseRejected(
  db: Queryable,
  before: Instant,
  rowsMax: number = REJECTED_ROWS_MAX,
): Promise<number> {
  const { rowCount } = await db.query({
    name: 'erase_rejected',
    text: `delete from rejected_message where received_at < to_timestamp($1 / 1000.0)
             or id <= (select id from rejected_message order by id desc offset $2 limit 1)`,
    values: [before, rowsMax],
  })
  return rowCount ?? 0
}

/** An outage is kept for as long as an order that it falls within. Returns how many went. */
export async function eraseOutages(db: Queryable, before: Instant): Promise<number> {
  const { rowCount } = await db.query({
    name: 'erase_outages',
    text: `delete from outage u where u.until_at < to_timestamp($1 / 1000.0) and u.told_at is not null
             and not exists (select 1 from quarantine_order o
               where o.starts_at < u.until_at and least(o.ends_at, o.released_at) > u.from_at
                 and not exists (select 1 from erasure_report r where r.order_id = o.id))`,
    values: [before],
  })
  return rowCount ?? 0
}

/** Readings older than what they tell about, a batch at a time. TimescaleDB does it by its own policy. Returns how many went. */
export async function eraseReadings(db: Queryable, before: Instant): Promise<number> {
  if (await keepsOnlyNew(db)) return 0
  const { rowCount } = await db.query({
    name: 'erase_readings',
    text: `delete from sensor_reading where ctid = any(array(
             select ctid from sensor_reading where read_at < to_timestamp($1 / 1000.0) limit $2))`,
    values: [before, READINGS_MAX],
  })
  return rowCount ?? 0
}

/** Test messages and digests are about nobody, and are of use only until they have arrived. Returns how many went. */
export async function eraseTestNotifications(db: Queryable, before: Instant): Promise<number> {
  const { rowCount } = await db.query({
    name: 'erase_test_notifications',
    text: "delete from notification where reason in ('test', 'digest') and due_at < to_timestamp($1 / 1000.0)",
    values: [before],
  })
  return rowCount ?? 0
}

/**
 * Permits of areas that no order which is kept needs, a batch at a time, so long after their end as an order's traces
 * are kept. They are about a place, and no order's erasure takes them. Returns how many went.
 */
export async function eraseAreaPermits(db: Queryable, before: Instant): Promise<number> {
  const { rowCount } = await db.query({
    name: 'erase_area_permits',
    text: `delete from permit where id = any(array(
             select p.id from permit p
             where p.area_id is not null and p.until_at < to_timestamp($1 / 1000.0) and not exists (
               select 1 from quarantine_order o join household h on h.id = o.household_id join area a on a.id = h.area_id
               where p.area_id = any(a.path) and o.starts_at < p.until_at and o.watched_until > p.from_at
                 and not exists (select 1 from erasure_report r where r.order_id = o.id))
             order by p.until_at limit $2))`,
    values: [before, AREA_PERMITS_MAX],
  })
  return rowCount ?? 0
}
