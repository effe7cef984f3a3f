import type { PoolClient } from 'pg'
import { type HouseholdId, type OrderId, orderId, type SensorUid, sensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact, DoorEventKind } from '../protocol/door-event.ts'
import { numberArray } from './array-literal.ts'
import { BinaryFields, KeptText } from './binary-fields.ts'
import { copyOut } from './copy-out.ts'
import type { StoredEvent } from './door-event.ts'

/** Whose events to read, and from when: no event of these orders lies outside `[from, until)`. */
export interface RecordedOrders {
  readonly orders: readonly OrderId[]
  readonly households: readonly HouseholdId[]
  readonly from: Instant
  readonly until: Instant
}

/** For one sort of a read; a sort that needs more goes to the server's disk. */
const WORK_MEMORY = '64MB'

/**
 * COPY takes no parameters, so they come as settings of the transaction, each read by a query of its own: outside one, it
 * would be parsed again for every row. The households are what the index knows; on
 * hypertables the span leaves out chunks, the compressed ones unopened.
 */
const TEXT = `copy (
  select order_id, sensor_uid, kind, contact, occurred_at, received_at, boot, seq, openings, tamper from door_event
  where household_id = any((select current_setting('menshen.households')::bigint[])::bigint[])
    and order_id in (select unnest(current_setting('menshen.orders')::bigint[]))
    and occurred_at >= (select to_timestamp(current_setting('menshen.from')::float8 / 1000))
    and occurred_at < (select to_timestamp(current_setting('menshen.until')::float8 / 1000))
  order by order_id, occurred_at
) to stdout (format binary)`

/**
 * Reads every stored event of some orders, each order's events one after another by `occurredAt`, for as many rows as
 * there are: nothing is kept but the row at hand. Call it within a transaction, whose settings it changes.
 */
export async function readRecordedEvents(
  tx: PoolClient,
  { orders, households, from, until }: RecordedOrders,
  take: (order: OrderId, event: StoredEvent) => void,
): Promise<void> {
  await tx.query(
    `select set_config('menshen.orders', $1, true), set_config('menshen.households', $2, true),
       set_config('menshen.from', $3, true), set_config('menshen.until', $4, true),
       set_config('work_mem', $5, true), set_config('jit', 'off', true)`,
    [numberArray(orders), numberArray(households), `${from}`, `${until}`, WORK_MEMORY],
  )
  const fields = new BinaryFields()
  const ids = new Map<number, OrderId>(orders.map((it) => [it, it]))
  const columns = keptColumns()
  await copyOut(tx, TEXT, (bytes, offset) => {
    fields.begin(bytes, offset)
    const order = ids.get(present(fields.int8())) ?? orderId.parse(0)
    take(order, eventOf(fields, columns))
  })
}

interface KeptColumns {
  readonly sensor: KeptText<SensorUid>
  readonly kind: KeptText<DoorEventKind>
  readonly contact: KeptText<Contact>
  readonly boot: KeptText<string>
}

function keptColumns(): KeptColumns {
  return {
    sensor: new KeptText((text) => sensorUid.parse(text)),
    kind: new KeptText((text) => present(KINDS.get(text))),
    contact: new KeptText((text) => present(CONTACTS.get(text))),
    boot: new KeptText((text) => text),
  }
}

function eventOf(fields: BinaryFields, { sensor, kind, contact, boot }: KeptColumns): StoredEvent {
  return {
    sensor: present(fields.text(sensor)),
    kind: present(fields.text(kind)),
    contact: fields.text(contact),
    occurredAt: present(fields.instant()),
    receivedAt: present(fields.instant()),
    boot: present(fields.text(boot)),
    seq: fields.int8(),
    openings: fields.int8(),
    tamper: fields.bool(),
  }
}

const KINDS = wordsOf<DoorEventKind>(
  ...(['opened', 'closed', 'heartbeat', 'tamper', 'tamper_cleared', 'low_battery', 'test', 'hello'] as const),
)
const CONTACTS = wordsOf<Contact>('open', 'closed')

function wordsOf<Word extends string>(...words: readonly Word[]): ReadonlyMap<string, Word> {
  return new Map(words.map((it) => [it, it]))
}

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new TypeError('a stored event lacks what every event has')
  return value
}
