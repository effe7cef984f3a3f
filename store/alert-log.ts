import type { AlertId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

export interface AlertLogEntry {
  readonly at: Instant
  readonly what: string
  readonly by: string | null
  readonly detail: unknown
}

export async function listAlertLog(db: Queryable, id: AlertId, limit: number): Promise<AlertLogEntry[]> {
  const { rows } = await db.query<AlertLogEntry>({
    name: 'list_alert_log',
    text: `select l.at, l.what, s.display_name as by, l.detail from alert_log l left join staff s on s.id = l.staff_id
           where l.alert_id = $1 order by l.id limit $2`,
    values: [id, limit],
  })
  return rows
}

/** A place in the log: everything up to and with this row of this transaction. */
export interface LogPosition {
  readonly transaction: string
  readonly id: number
}

export interface StreamedEntry {
  readonly position: LogPosition
  readonly alertId: AlertId
  readonly at: Instant
  readonly what: string
  readonly by: string | null
}

interface StreamRow {
  transaction: string
  id: number
  alertId: AlertId
  at: Instant
  what: string
  by: string | null
}

/**
 * The log after a position, in the order in which transactions become visible. Reads only transactions older than
 * every one still running: ids are given before commits, so a later row can be visible while an earlier one is not,
 * and a reader that went past the earlier one would never see it. A long transaction that writes, in any database of the
 * server, so delays the stream for as long as it lasts.
 */
export async function readAlertLog(db: Queryable, after: LogPosition, limit: number): Promise<StreamedEntry[]> {
  const { rows } = await db.query<StreamRow>({
    name: 'read_alert_log',
    text: `select l.transaction::text as transaction, l.id, l.alert_id as "alertId", l.at, l.what, s.display_name as by
           from alert_log l left join staff s on s.id = l.staff_id
           where (l.transaction, l.id) > ($1::text::xid8, $2) and l.transaction < pg_snapshot_xmin(pg_current_snapshot())
           order by l.transaction, l.id limit $3`,
    values: [after.transaction, after.id, limit],
  })
  return rows.map(({ transaction, id, ...entry }) => ({ position: { transaction, id }, ...entry }))
}

/** Where the log stands now: whatever is not yet readable comes after it. */
export async function currentLogPosition(db: Queryable): Promise<LogPosition> {
  const { rows } = await db.query<{ transaction: string }>({
    name: 'current_log_position',
    text: 'select pg_snapshot_xmin(pg_current_snapshot())::text as transaction',
  })
  return { transaction: onlyRow(rows).transaction, id: 0 }
}

/** True while committed rows wait for an older transaction to end before they may be read. */
export async function logIsHeldBack(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ held: boolean }>({
    name: 'log_is_held_back',
    text: `select exists (select 1 from alert_log where transaction >= pg_snapshot_xmin(pg_current_snapshot())) as held`,
  })
  return onlyRow(rows).held
}
