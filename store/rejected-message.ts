import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

export interface RejectedMessage {
  readonly receivedAt: Instant
  readonly clientId: string
  readonly topic: string
  readonly payload: Buffer
  readonly code: string
  readonly detail: string
}

/** The start of a payload is kept, enough to see what it was. */
export const REJECTED_PAYLOAD_BYTES_MAX = 1024

export async function insertRejectedMessages(tx: Queryable, all: readonly RejectedMessage[]): Promise<void> {
  if (all.length === 0) return
  await tx.query({
    name: 'insert_rejected_messages',
    text: `insert into rejected_message (received_at, client_id, topic, payload, code, detail)
           select to_timestamp(received_at / 1000.0), client_id, topic, decode(payload, 'base64'), code, detail
           from unnest($1::float8[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
             as r (received_at, client_id, topic, payload, code, detail)`,
    values: [
      all.map((it) => it.receivedAt),
      all.map((it) => it.clientId),
      all.map((it) => it.topic),
      all.map((it) => it.payload.subarray(0, REJECTED_PAYLOAD_BYTES_MAX).toString('base64')),
      all.map((it) => it.code),
      all.map((it) => it.detail.slice(0, 500)),
    ],
  })
}
