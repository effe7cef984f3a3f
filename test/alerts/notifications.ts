import type { Pool } from 'pg'
import { alertId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import type { Channel } from '../../store/contact-point.ts'
import type { DueAlert } from '../../store/notification.ts'
import { onlyRow } from '../../store/only-row.ts'

export const NOW = Date.parse('2026-03-01T02:00:00Z')
export const SENTENCE = { zh: '门被打开，没有有效报备', en: 'The door was opened without a permit' }

export type OutgoingAlert = DueAlert & { readonly link: string | null }

export function notification(over: Partial<OutgoingAlert> = {}): OutgoingAlert {
  return {
    ...{ id: 1, idempotencyKey: '3f0c5a2e-8f5b-4f0e-9d57-0d5f4a1b2c3d', attempts: 1, reason: 'raised' },
    ...{ channel: 'webhook', target: 'http://127.0.0.1:1/', secret: 'a secret', alertId: alertId.parse(7) },
    ...{ contactPoint: 1, staffId: null, deliveredAt: null, link: null },
    ...{ kind: 'unpermitted_opening', severity: 'critical', condition: 'active', count: 1, late: false },
    ...{
      startedAt: NOW,
      sentence: SENTENCE,
      building: '3号楼',
      unit: '2单元',
      room: '1203',
      timeZone: 'Asia/Shanghai',
    },
    ...over,
  }
}

export interface Given {
  readonly channel?: Channel
  readonly target: string
  readonly severity?: 'critical' | 'major' | 'minor'
  readonly dueAt?: Instant
}

/** A home in 3号楼 2单元 1203 with one alert a notification, each due at `NOW` unless told otherwise. Returns their ids. */
export async function notify(pool: Pool, all: readonly Given[]): Promise<readonly number[]> {
  const order = await orderOfHome(pool)
  const ids: number[] = []
  for (const [i, { channel = 'webhook', target, severity = 'critical', dueAt = NOW }] of all.entries()) {
    const { rows } = await pool.query(
      `with point as (
         insert into contact_point (area_id, channel, target, secret) select area_id, $1, $2, 'a secret' from household
         on conflict (area_id, channel, target) do update set secret = excluded.secret returning id
       ), raised as (
         insert into alert (order_id, household_id, kind, episode, severity, condition, started_at, last_at, raised_at, count,
           late, explanation)
         select id, household_id, 'unpermitted_opening', $3, $4, 'active', to_timestamp($5 / 1000.0),
           to_timestamp($5 / 1000.0), to_timestamp($5 / 1000.0), 1, false, $6 from quarantine_order where id = $7
         returning id
       )
       insert into notification (alert_id, contact_point_id, reason, due_at)
       select raised.id, point.id, 'raised', to_timestamp($8 / 1000.0) from raised, point returning id`,
      [channel, target, `${Date.now()}-${i}-${Math.random()}`, severity, NOW, { sentence: SENTENCE }, order, dueAt],
    )
    ids.push(onlyRow(rows).id)
  }
  return ids
}

async function orderOfHome(pool: Pool): Promise<number> {
  const known = await pool.query('select id from quarantine_order')
  if (known.rows.length > 0) return onlyRow(known.rows).id
  const { rows } = await pool.query(`
    with city as (insert into area (kind, name, time_zone) values ('city', '上海', 'Asia/Shanghai') returning id)
    insert into area (parent_id, kind, name) select id, 'building', '3号楼' from city returning id`)
  const unit = await pool.query("insert into area (parent_id, kind, name) values ($1, 'unit', '2单元') returning id", [
    onlyRow(rows).id,
  ])
  const made = await pool.query(
    `with home as (insert into household (area_id, room) values ($1, '1203') returning id)
     insert into quarantine_order (household_id, starts_at, ends_at, basis, issued_by, policy_id, activated_at)
     select home.id, to_timestamp($2 / 1000.0), to_timestamp($2 / 1000.0 + 864000), 'close contact', 'tester',
       (select min(id) from policy), to_timestamp($2 / 1000.0) from home returning id`,
    [onlyRow(unit.rows).id, NOW],
  )
  return onlyRow(made.rows).id
}

export interface Fate {
  readonly attempts: number
  readonly worker: string | null
  readonly lastError: string | null
  readonly dueAt: Instant
  readonly sentAt: Instant | null
  readonly failedAt: Instant | null
}

/** What the table says became of the notifications, in their order. */
export async function fates(pool: Pool): Promise<readonly Fate[]> {
  const { rows } = await pool.query<Fate>(
    `select attempts, worker, last_error as "lastError", due_at as "dueAt", sent_at as "sentAt", failed_at as "failedAt"
     from notification order by id`,
  )
  return rows
}
