import type { Pool } from 'pg'
import type { AreaId, HouseholdId, OrderId, StaffId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'

export const APART = ['merged', 'held', 'test', 'byItself'] as const

/** An alert and how it was answered; what did not happen is null. */
export interface Answered {
  readonly householdId: HouseholdId
  readonly areaId: AreaId
  readonly kind: string
  readonly severity: 'critical' | 'major' | 'minor'
  readonly raisedAt: Instant
  readonly apart: (typeof APART)[number] | null
  readonly notifyMs: number | null
  readonly acknowledgeMs: number | null
  /** It went back to the queue and was acknowledged once more, so much later. */
  readonly againMs: number | null
  /** Since it was acknowledged, or raised when nobody had. */
  readonly resolveMs: number | null
}

const atOf = (base: Instant | null, ms: number | null): Instant | null =>
  base === null || ms === null ? null : base + ms

/** When each thing happened. To resolve what nobody acknowledged is to acknowledge it. */
export function actsOf(it: Answered) {
  const byHand = atOf(it.raisedAt, it.acknowledgeMs)
  const resolved = atOf(byHand ?? it.raisedAt, it.resolveMs)
  return {
    notified: atOf(it.raisedAt, it.notifyMs),
    byHand,
    again: atOf(byHand, it.againMs),
    resolved,
    acknowledged: byHand ?? (it.apart === 'byItself' ? null : resolved),
  }
}

interface Around {
  readonly orderId: OrderId
  readonly staffId: StaffId
  readonly contactPointId: number
  /** That others are merged into. */
  readonly alertId: number
}

function rowOf(it: Answered, around: Around, episode: string) {
  const { notified, byHand, again, resolved, acknowledged } = actsOf(it)
  const isResolved = resolved !== null || it.apart === 'byItself'
  return {
    ...{
      ...around,
      episode,
      household: it.householdId,
      kind: it.kind,
      severity: it.severity,
      raised: it.raisedAt,
      notified,
    },
    handling: isResolved ? 'resolved' : acknowledged === null ? 'new' : 'acknowledged',
    ...{ acknowledged: again ?? acknowledged, resolved: it.apart === 'byItself' ? it.raisedAt + 1000 : resolved },
    outcome: isResolved ? (it.apart === 'test' ? 'test' : 'false_alarm') : null,
    merged: it.apart === 'merged' ? around.alertId : null,
    log: [
      { what: 'raised', at: it.raisedAt },
      { what: 'held', at: it.apart === 'held' ? it.raisedAt : null },
      { what: 'acknowledged', at: byHand },
      { what: 'acknowledged', at: again },
      { what: 'resolved', at: it.apart === 'byItself' ? null : resolved },
    ].filter((entry) => entry.at !== null),
  }
}

/** Writes them as they stand when everything has happened: each message was repeated half a minute later. */
export async function insertAnswered(pool: Pool, all: readonly Answered[], around: Around): Promise<void> {
  await pool.query(
    `with given as (
       select * from json_to_recordset($1) as g ("orderId" int8, household int8, "staffId" int8, "contactPointId" int8,
         kind text, episode text, severity text, handling text, outcome text, merged int8, raised float8,
         acknowledged float8, resolved float8, notified float8, log json)
     ), written as (
       insert into alert (order_id, household_id, sensor_uid, kind, episode, severity, condition, started_at, last_at,
         raised_at, count, late, explanation, handling, acknowledged_at, resolved_at, outcome, merged_into)
       select "orderId", household, 'door', kind, episode, severity, 'active', to_timestamp(raised / 1000),
         to_timestamp(raised / 1000), to_timestamp(raised / 1000), 1, false, '{}', handling,
         to_timestamp(acknowledged / 1000), to_timestamp(resolved / 1000), outcome, merged
       from given returning id, episode
     ), logged as (
       insert into alert_log (alert_id, at, what) select w.id, to_timestamp((l ->> 'at')::float8 / 1000), l ->> 'what'
       from written w join given g on g.episode = w.episode cross join lateral json_array_elements(g.log) l
     )
     insert into notification (alert_id, contact_point_id, reason, due_at, sent_at)
     select w.id, g."contactPointId", 'raised/' || n, to_timestamp(raised / 1000), to_timestamp(notified / 1000 + 30 * n)
     from written w join given g on g.episode = w.episode cross join generate_series(0, 1) n`,
    [JSON.stringify(all.map((it, n) => rowOf(it, around, `answered/${n}/${it.areaId}/${it.raisedAt}`)))],
  )
}
