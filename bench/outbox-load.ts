import { randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Severity } from '../store/alert.ts'
import { inTransaction } from '../store/transaction.ts'
import { type AlertVerdict, writeAlerts } from '../store/verdict.ts'
import type { Child } from './child.ts'
import { type NotifiedReceiver, nowMs } from './notified-receiver.ts'
import type { Home } from './outbox-setting.ts'

const DRAIN_MS_MAX = 600_000

export interface Setting {
  readonly pool: Pool
  readonly homes: readonly Home[]
  readonly receiver: NotifiedReceiver
  readonly workers: readonly Child[]
}

/** Raises alerts in one transaction. Gives for each when its commit was asked for. */
export async function raise(
  { pool, homes }: Setting,
  severities: readonly Severity[],
  start = Math.floor(Math.random() * homes.length),
): Promise<readonly [number, number][]> {
  const episode = randomUUID()
  const now = Date.now()
  const verdicts = severities.map((severity, index) =>
    verdictOf(homes, start + index, `${episode}/${index}`, severity, now),
  )
  return inTransaction(pool, async (tx) => {
    await writeAlerts(tx, verdicts, now)
    const { rows } = await tx.query<{ id: number }>({
      name: 'raised_by_bench',
      text: `select a.id from unnest($1::int8[], $2::text[]) as t (o, e)
             join alert a on a.order_id = t.o and a.kind = 'unpermitted_opening' and a.episode = t.e`,
      values: [verdicts.map((it) => it.order), verdicts.map((it) => it.episode)],
    })
    const at = nowMs()
    return rows.map((it): [number, number] => [it.id, at])
  })
}

function verdictOf(homes: readonly Home[], n: number, episode: string, severity: Severity, now: number): AlertVerdict {
  const home = homes[n % homes.length]
  if (home === undefined) throw new Error('no homes')
  return {
    ...home,
    ...{ kind: 'unpermitted_opening', episode, severity, condition: 'active', clearedAt: null, clearedReason: null },
    ...{ startedAt: now, lastAt: now, count: 1, late: false },
    explanation: { sentence: { zh: '门被打开，没有有效报备', en: 'The door was opened without a permit' } },
  }
}

/** Nothing waits, not for the digest's minute either, and no step is due: whoever was called has answered. */
export async function settled(pool: Pool): Promise<void> {
  const endsAt = performance.now() + DRAIN_MS_MAX
  for (;;) {
    await pool.query(
      "update escalation set stopped_at = now(), stopped_why = 'acknowledged' where stopped_at is null and step > 0",
    )
    const { rows } = await pool.query<{ left: number }>(
      `select (select count(*) from notification where sent_at is null and failed_at is null and cancelled_at is null)
         + (select count(*) from escalation where stopped_at is null and due_at <= now()) as left`,
    )
    if (rows[0]?.left === 0) return
    if (performance.now() > endsAt) throw new Error(`${rows[0]?.left} messages and steps are left`)
    await sleep(200)
  }
}

export const load = (): string => (loadavg()[0] ?? 0).toFixed(1)

export function spread(all: readonly number[]): string {
  const sorted = [...all].sort((a, b) => a - b)
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1)
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, at most ${at(1)} ms`
}

export function say(line: string): void {
  console.log(line)
}
