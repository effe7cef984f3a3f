import type { HouseholdId, OrderId, PermitId, PermitRequestId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { PLACES_JOIN } from './household.ts'
import { onlyRow } from './only-row.ts'
import type { AskedReason } from './permit.ts'
import type { Queryable } from './transaction.ts'

/** What a resident asks for. */
export interface AskedPermit {
  readonly reason: AskedReason
  /** Null: from when it is granted. */
  readonly from: Instant | null
  readonly minutes: number
  readonly openingsMax: number
  readonly goingOut: boolean
  readonly note: string
}

export interface PermitRequest extends AskedPermit {
  readonly id: PermitRequestId
  readonly householdId: HouseholdId
  readonly askedAt: Instant
  /** Null: it waits. */
  readonly answer: 'granted' | 'declined' | null
  readonly answeredAt: Instant | null
  readonly answeredBy: string | null
  readonly answerReason: string
  readonly permitId: PermitId | null
}

/** With the names of the places around its household. */
export interface PlacedRequest extends PermitRequest {
  readonly community: string | null
  readonly compound: string | null
  readonly building: string | null
  readonly unit: string | null
  readonly room: string
}

export interface Answer {
  readonly answer: 'granted' | 'declined'
  readonly by: string
  readonly reason: string
  readonly permitId: PermitId | null
}

const COLUMNS = `r.id, r.household_id as "householdId", r.asked_at as "askedAt", r.reason, r.from_at as "from", r.minutes,
  r.openings_max as "openingsMax", r.going_out as "goingOut", r.note, r.answer, r.answered_at as "answeredAt",
  r.answered_by as "answeredBy", r.answer_reason as "answerReason", r.permit_id as "permitId"`
const PLACED = `${COLUMNS}, places.community, places.compound, places.building, places.unit, h.room`
const PLACED_FROM = `permit_request r join household h on h.id = r.household_id join area a on a.id = h.area_id ${PLACES_JOIN}`

/** The time it is about. */
export const WANTED_AT = 'coalesce(r.from_at, r.asked_at)'

export interface RequestFilter {
  readonly scope: Scope
  /** Only those that wait and are about this time or later. */
  readonly waitingSince: Instant | null
  readonly householdId: HouseholdId | null
  readonly before: number
  readonly limit: number
}

/** Latest first. */
export async function listPermitRequests(db: Queryable, filter: RequestFilter): Promise<PlacedRequest[]> {
  const { rows } = await db.query<PlacedRequest>({
    text: `select ${PLACED} from ${PLACED_FROM}
           where a.path && $1::bigint[] and r.id < $2 and ($3::bigint is null or r.household_id = $3)
             and ($4::float8 is null or (r.answer is null and ${WANTED_AT} > to_timestamp($4 / 1000.0)))
           order by r.id desc limit $5`,
    values: [filter.scope, filter.before, filter.householdId, filter.waitingSince, filter.limit],
  })
  return rows
}

export async function findPermitRequest(
  db: Queryable,
  scope: Scope,
  id: PermitRequestId,
): Promise<PermitRequest | null> {
  const { rows } = await db.query<PermitRequest>({
    text: `select ${COLUMNS} from permit_request r join household h on h.id = r.household_id
             join area a on a.id = h.area_id where r.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

/** Those of one order, latest first. */
export async function listRequestsOfOrder(db: Queryable, order: OrderId, limit: number): Promise<PermitRequest[]> {
  const { rows } = await db.query<PermitRequest>({
    name: 'list_requests_of_order',
    text: `select ${COLUMNS} from permit_request r where r.order_id = $1 order by r.asked_at desc, r.id desc limit $2`,
    values: [order, limit],
  })
  return rows
}

/** Null when the form with this key was sent before. The caller holds the household. */
export async function insertPermitRequest(
  tx: Queryable,
  { order, household, key }: { readonly order: OrderId; readonly household: HouseholdId; readonly key: string },
  asked: AskedPermit,
  at: Instant,
): Promise<PermitRequestId | null> {
  const { rows } = await tx.query<{ id: PermitRequestId }>({
    name: 'insert_permit_request',
    text: `insert into permit_request
             (order_id, household_id, key, asked_at, reason, from_at, minutes, openings_max, going_out, note)
           values ($1, $2, $3, to_timestamp($4 / 1000.0), $5, to_timestamp($6::float8 / 1000.0), $7, $8, $9, $10)
           on conflict (key) do nothing returning id`,
    values: [
      ...[order, household, key, at],
      ...[asked.reason, asked.from, asked.minutes, asked.openingsMax, asked.goingOut, asked.note],
    ],
  })
  return rows.length === 0 ? null : onlyRow(rows).id
}

/** Whether a form with this key was sent before. */
export async function wasAsked(db: Queryable, household: HouseholdId, key: string): Promise<boolean> {
  const { rows } = await db.query({
    name: 'was_asked',
    text: 'select 1 from permit_request where household_id = $1 and key = $2',
    values: [household, key],
  })
  return rows.length > 0
}

/** False when it was answered before. */
export async function answerPermitRequest(
  tx: Queryable,
  id: PermitRequestId,
  { answer, by, reason, permitId }: Answer,
  at: Instant,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'answer_permit_request',
    text: `update permit_request set answer = $2, answered_by = $3, answer_reason = $4, permit_id = $5,
             answered_at = to_timestamp($6 / 1000.0)
           where id = $1 and answer is null`,
    values: [id, answer, by, reason, permitId, at],
  })
  return rowCount === 1
}
