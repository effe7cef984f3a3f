import type { AreaId, OrderId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { AREA_PLACE, type Scope, TIME_ZONE } from './area.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

export const BACK_TEST_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
type BackTestState = (typeof BACK_TEST_STATES)[number]

export interface NewBackTest {
  readonly areaId: AreaId
  readonly staffId: StaffId
  readonly from: Instant
  readonly until: Instant
  readonly settings: object
  readonly createdAt: Instant
}

export interface BackTestRun {
  readonly id: number
  readonly areaId: AreaId
  readonly from: Instant
  readonly until: Instant
  readonly settings: unknown
  readonly state: BackTestState
  readonly createdAt: Instant
  readonly endedAt: Instant | null
  readonly ordersDone: number
  readonly ordersAll: number
  readonly events: number
  readonly result: unknown
  readonly failure: string | null
}

/** A run as people look at it. */
export interface ShownBackTest extends BackTestRun {
  /** The area behind the one around it. */
  readonly place: string
  readonly timeZone: string
  readonly startedBy: string
}

const PROGRESS_COLUMNS = `b.id, b.area_id as "areaId", b.from_at as "from", b.until_at as "until", b.settings, b.state,
  b.created_at as "createdAt", b.ended_at as "endedAt", b.orders_done as "ordersDone", b.orders_all as "ordersAll",
  b.events, b.failure`
const COLUMNS = `${PROGRESS_COLUMNS}, b.result`

export async function insertBackTest(tx: Queryable, it: NewBackTest): Promise<number> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'insert_back_test',
    text: `insert into back_test (area_id, staff_id, from_at, until_at, settings, created_at)
           values ($1, $2, to_timestamp($3 / 1000.0), to_timestamp($4 / 1000.0), $5, to_timestamp($6 / 1000.0)) returning id`,
    values: [it.areaId, it.staffId, it.from, it.until, it.settings, it.createdAt],
  })
  return onlyRow(rows).id
}

export async function countOpenBackTests(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ n: number }>({
    name: 'count_open_back_tests',
    text: "select count(*) as n from back_test where state in ('queued', 'running')",
  })
  return onlyRow(rows).n
}

const AROUND = `${AREA_PLACE} as place, ${TIME_ZONE} as "timeZone", s.display_name as "startedBy"`
const SHOWN_FROM = 'back_test b join area a on a.id = b.area_id join staff s on s.id = b.staff_id'

export async function findBackTest(db: Queryable, scope: Scope, id: number): Promise<ShownBackTest | null> {
  const { rows } = await db.query<ShownBackTest>({
    text: `select ${COLUMNS}, ${AROUND} from ${SHOWN_FROM} where b.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

export type ListedBackTest = Omit<ShownBackTest, 'result'>

/** Those of the scope, the latest first. Results are long, and each is asked for by itself. */
export async function listBackTests(
  db: Queryable,
  { scope, before, limit }: { scope: Scope; before: number; limit: number },
): Promise<ListedBackTest[]> {
  const { rows } = await db.query<ListedBackTest>({
    text: `select ${PROGRESS_COLUMNS}, ${AROUND} from ${SHOWN_FROM}
           where a.path && $1::bigint[] and b.id < $2 order by b.id desc limit $3`,
    values: [scope, before, limit],
  })
  return rows
}

/** Takes the oldest that waits, for as long as the lease lasts. Of several processes one gets it. */
export async function claimBackTest(db: Queryable, leaseUntil: Instant): Promise<BackTestRun | null> {
  const { rows } = await db.query<BackTestRun>({
    name: 'claim_back_test',
    text: `update back_test b set state = 'running', lease_until = to_timestamp($1 / 1000.0)
           where id = (select id from back_test where state = 'queued' order by id limit 1 for update skip locked)
           returning ${COLUMNS}`,
    values: [leaseUntil],
  })
  return rows[0] ?? null
}

export interface Progress {
  readonly ordersDone: number
  readonly ordersAll: number
  readonly events: number
}

/** Renews the lease and says how far it is. False when it runs no more: it was cancelled, or its lease was over. */
export async function renewBackTest(db: Queryable, id: number, leaseUntil: Instant, it: Progress): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'renew_back_test',
    text: `update back_test set lease_until = to_timestamp($2 / 1000.0), orders_done = $3, orders_all = $4, events = $5
           where id = $1 and state = 'running'`,
    values: [id, leaseUntil, it.ordersDone, it.ordersAll, it.events],
  })
  return rowCount === 1
}

/** Those whose process is gone have failed. Returns how many. */
export async function failExpiredBackTests(db: Queryable, now: Instant, failure: string): Promise<number> {
  const { rowCount } = await db.query({
    name: 'fail_expired_back_tests',
    text: `update back_test set state = 'failed', failure = $2, ended_at = to_timestamp($1 / 1000.0), lease_until = null
           where state = 'running' and lease_until < to_timestamp($1 / 1000.0)`,
    values: [now, failure],
  })
  return rowCount ?? 0
}

export type BackTestEnd =
  | { readonly state: 'done'; readonly result: object }
  | { readonly state: 'failed'; readonly failure: string }
  | { readonly state: 'cancelled' }

/** False when it had ended before. What waits can only be cancelled. */
export async function endBackTest(db: Queryable, id: number, end: BackTestEnd, now: Instant): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'end_back_test',
    text: `update back_test set state = $2, result = $3, failure = $4, ended_at = to_timestamp($5 / 1000.0),
             lease_until = null
           where id = $1 and (state = 'running' or (state = 'queued' and $2 = 'cancelled'))`,
    values: [
      id,
      end.state,
      end.state === 'done' ? JSON.stringify(end.result) : null,
      end.state === 'failed' ? end.failure : null,
      now,
    ],
  })
  return rowCount === 1
}

export async function eraseBackTests(db: Queryable, before: Instant): Promise<void> {
  await db.query({
    name: 'erase_back_tests',
    text: "delete from back_test where created_at < to_timestamp($1 / 1000.0) and state not in ('queued', 'running')",
    values: [before],
  })
}

/** A result that names an alert of an order tells what was recorded under it, and goes when that is erased. */
export async function eraseBackTestsAbout(tx: Queryable, order: OrderId): Promise<void> {
  await tx.query({
    name: 'erase_back_tests_about',
    text: `delete from back_test where exists (
             select 1 from jsonb_array_elements(result -> 'breachesMissed') m
             join alert a on a.id = (m ->> 'alertId')::bigint where a.order_id = $1)`,
    values: [order],
  })
}
