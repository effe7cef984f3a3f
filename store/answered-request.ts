import type { OrderId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

const ERASED_ROWS_MAX = 10_000

/** A change that is asked for under a key, which is unique among its caller's. */
export interface KeyedRequest {
  readonly staffId: StaffId
  readonly key: string
  /** The path that it was sent to, with the ids in it. */
  readonly route: string
  readonly bodySha256: Buffer
}

export interface AnsweredRequest {
  readonly route: string
  readonly bodySha256: Buffer
  /** Null when this transaction is the first to hold the key. */
  readonly answer: unknown
}

/**
 * Holds the key until the transaction ends: another one with the same key waits here, and then finds what was answered,
 * or, when this one was rolled back, nothing. The update changes nothing; it makes the row that is there come back.
 */
export async function holdRequestKey(tx: Queryable, asked: KeyedRequest, now: Instant): Promise<AnsweredRequest> {
  const { rows } = await tx.query<AnsweredRequest>({
    name: 'hold_request_key',
    text: `insert into answered_request (staff_id, key, route, body_sha256, at)
           values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))
           on conflict (staff_id, key) do update set key = excluded.key
           returning route, body_sha256 as "bodySha256", answer`,
    values: [asked.staffId, asked.key, asked.route, asked.bodySha256, now],
  })
  return onlyRow(rows)
}

/** In the transaction that made the change. The answer is JSON. */
export async function keepAnswer(tx: Queryable, { staffId, key }: KeyedRequest, answer: string): Promise<void> {
  await tx.query({
    name: 'keep_answer',
    text: 'update answered_request set answer = $3 where staff_id = $1 and key = $2',
    values: [staffId, key, answer],
  })
}

/** A batch at a time. Returns how many went. */
export async function eraseAnswered(
  db: Queryable,
  before: Instant,
  rowsMax: number = ERASED_ROWS_MAX,
): Promise<number> {
  const { rowCount } = await db.query({
    name: 'erase_answered',
    text: `delete from answered_request where ctid = any(array(
             select ctid from answered_request where at < to_timestamp($1 / 1000.0) order by at limit $2))`,
    values: [before, rowsMax],
  })
  return rowCount ?? 0
}

/** An answer that shows an alert tells what was recorded under its order, and goes when that is erased. */
export async function eraseAnswersAbout(tx: Queryable, order: OrderId): Promise<void> {
  await tx.query({
    name: 'erase_answers_about',
    text: `delete from answered_request where answer ->> 'orderId' = $1::bigint::text`,
    values: [order],
  })
}
