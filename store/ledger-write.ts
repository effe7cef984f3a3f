import type { AreaId, HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { SealedText } from '../base/seal.ts'
import type { AreaKind } from './area.ts'
import { numberArray, textArray } from './array-literal.ts'
import type { AuditEntry } from './audit.ts'
import type { Language } from './household-contact.ts'
import type { Queryable } from './transaction.ts'

// What a ledger makes, many rows a statement, as the statements that make one do it.

/** One import commits at a time: a twin of it waits, and then finds that everything is there. */
const LEDGER_LOCK = 7_041_127_001

export async function waitForOtherImports(tx: Queryable): Promise<void> {
  await tx.query({ name: 'wait_for_other_imports', text: `select pg_advisory_xact_lock(${LEDGER_LOCK})` })
}

export interface NewPlace {
  readonly parentId: AreaId
  readonly kind: AreaKind
  readonly name: string
}

export async function insertPlaces(
  tx: Queryable,
  places: readonly NewPlace[],
): Promise<readonly (NewPlace & { readonly id: AreaId })[]> {
  const { rows } = await tx.query<NewPlace & { id: AreaId }>({
    text: `insert into area (parent_id, kind, name) select * from unnest($1::int8[], $2::text[], $3::text[])
           returning id, parent_id as "parentId", kind, name`,
    values: [
      numberArray(places.map((it) => it.parentId)),
      textArray(places.map((it) => it.kind)),
      textArray(places.map((it) => it.name)),
    ],
  })
  return rows
}

export interface NewRoom {
  readonly areaId: AreaId
  readonly room: string
  readonly floor: number | null
}

export async function insertHouseholds(
  tx: Queryable,
  rooms: readonly NewRoom[],
): Promise<readonly (NewRoom & { readonly id: HouseholdId })[]> {
  const { rows } = await tx.query<NewRoom & { id: HouseholdId }>({
    text: `insert into household (area_id, room, floor) select * from unnest($1::int8[], $2::text[], $3::int4[])
           returning id, area_id as "areaId", room, floor`,
    values: [
      numberArray(rooms.map((it) => it.areaId)),
      textArray(rooms.map((it) => it.room)),
      numberArray(rooms.map((it) => it.floor)),
    ],
  })
  return rows
}

export interface FirstContact {
  readonly household: HouseholdId
  readonly sealed: SealedText
  readonly language: Language
  /** Null: it is not sent any messages. */
  readonly point: { readonly channel: 'sms' | 'voice'; readonly target: SealedText } | null
}

/** Of households that have none. Nobody has called the number yet: a confirmation, of whatever it was, is void. */
export async function insertContacts(
  tx: Queryable,
  contacts: readonly FirstContact[],
  by: string,
  at: Instant,
): Promise<void> {
  const households = numberArray(contacts.map((it) => it.household))
  await tx.query({
    text: `insert into household_contact (household_id, sealed, language, set_by, set_at)
           select household, sealed, language, $4, to_timestamp($5 / 1000.0)
           from unnest($1::int8[], $2::text[], $3::text[]) as c (household, sealed, language)`,
    values: [
      households,
      textArray(contacts.map((it) => it.sealed)),
      textArray(contacts.map((it) => it.language)),
      by,
      at,
    ],
  })
  await tx.query({
    text: `update household set contact_confirmed_at = null, contact_confirmed_by = null
           where id = any($1::int8[]) and contact_confirmed_at is not null`,
    values: [households],
  })
  const points = contacts.filter((it) => it.point !== null)
  await tx.query({
    text: `insert into contact_point (household_id, channel, target)
           select * from unnest($1::int8[], $2::text[], $3::text[])
           on conflict (household_id) where household_id is not null
           do update set channel = excluded.channel, target = excluded.target, disabled_at = null, delivered_at = null`,
    values: [
      numberArray(points.map((it) => it.household)),
      textArray(points.map((it) => it.point?.channel ?? '')),
      textArray(points.map((it) => it.point?.target ?? '')),
    ],
  })
}

export interface FirstOrder {
  readonly household: HouseholdId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly basis: string
  readonly policyId: number | null
}

export async function insertOrders(
  tx: Queryable,
  orders: readonly FirstOrder[],
  issuedBy: string,
  now: Instant,
): Promise<readonly { readonly id: OrderId; readonly household: HouseholdId }[]> {
  const { rows } = await tx.query<{ id: OrderId; household: HouseholdId }>({
    text: `insert into quarantine_order (household_id, starts_at, ends_at, basis, policy_id, issued_by, created_at)
           select household, to_timestamp(starts_at / 1000.0), to_timestamp(ends_at / 1000.0), basis, policy, $6,
             to_timestamp($7 / 1000.0)
           from unnest($1::int8[], $2::float8[], $3::float8[], $4::text[], $5::int8[]) as o (household, starts_at, ends_at, basis, policy)
           returning id, household_id as household`,
    values: [
      numberArray(orders.map((it) => it.household)),
      numberArray(orders.map((it) => it.startsAt)),
      numberArray(orders.map((it) => it.endsAt)),
      textArray(orders.map((it) => it.basis)),
      numberArray(orders.map((it) => it.policyId)),
      issuedBy,
      now,
    ],
  })
  return rows
}

/** Like `insertAudit`, for many that are one person's at one time. */
export async function insertAudits(
  tx: Queryable,
  { staffId, at, purpose }: Pick<AuditEntry, 'staffId' | 'at' | 'purpose'>,
  entries: readonly Pick<AuditEntry, 'action' | 'householdId' | 'areaId' | 'detail'>[],
): Promise<void> {
  await tx.query({
    text: `insert into audit (at, staff_id, action, household_id, area_id, purpose, detail)
           select to_timestamp($1 / 1000.0), $2, e.action, e.household, coalesce(e.area, h.area_id), $3, e.detail
           from unnest($4::text[], $5::int8[], $6::int8[], $7::jsonb[]) as e (action, household, area, detail)
           left join household h on h.id = e.household`,
    values: [
      at,
      staffId,
      purpose,
      textArray(entries.map((it) => it.action)),
      numberArray(entries.map((it) => it.householdId)),
      numberArray(entries.map((it) => it.areaId)),
      textArray(entries.map((it) => JSON.stringify(it.detail))),
    ],
  })
}
