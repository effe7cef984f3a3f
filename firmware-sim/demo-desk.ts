import type { AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { acknowledge, resolve } from '../registry/alert.ts'
import { type Alert, listQueue, type Resolution } from '../store/alert.ts'
import type { Queryable } from '../store/transaction.ts'
import type { DemoStaff } from './demo-staff.ts'
import { between, type Random } from './random.ts'

export interface DemoDeskOptions {
  readonly root: AreaId
  readonly staff: DemoStaff
  readonly random: Random
  /** The end of these days. */
  readonly now: Instant
  /** What is raised from here on is left to whoever looks at the demonstration; some of it has somebody already. */
  readonly quietFrom: Instant
}

const MINUTE_MS = 60_000
const COMES_AFTER_MS_MIN = 0.5 * MINUTE_MS
const COMES_AFTER_MS_MAX = 8 * MINUTE_MS
const RESOLVED_AFTER_MS = 25 * MINUTE_MS
/** Trouble that lasts is settled all the same. */
const GIVEN_UP_AFTER_MS = 8 * 60 * MINUTE_MS
const LOOKED_AT_MAX = 200
const TAKEN_AT_ONCE: readonly string[] = ['sensor_tamper', 'permit_overrun']

const AT_THE_DOOR: readonly (readonly [outcome: Resolution['outcome'], note: string])[] = [
  ['breach_confirmed', '上门核实，已劝返'],
  ['permitted', '快递上门，事后补报'],
  ['breach_confirmed', '电话核实外出，已劝返并告知'],
  ['false_alarm', '电话核实，门未关严，人未外出'],
]

/** The staff of days that are over: whoever is at the desk takes what has come, and settles it later. */
export class DemoDesk {
  readonly #tx: Queryable
  readonly #options: DemoDeskOptions

  constructor(tx: Queryable, options: DemoDeskOptions) {
    this.#tx = tx
    this.#options = options
  }

  /** A few minutes after what was judged at an instant, unless that is past the end. */
  async look(judgedAt: Instant): Promise<void> {
    const { root, random, now: end } = this.#options
    const now = Math.round(judgedAt + between(random, COMES_AFTER_MS_MIN, COMES_AFTER_MS_MAX))
    if (now >= end) return
    const all = { handling: null, condition: null, householdId: null, areaId: null }
    const page = { before: Number.MAX_SAFE_INTEGER, limit: LOOKED_AT_MAX }
    for (const alert of await listQueue(this.#tx, { scope: [root], ...all, ...page, now }))
      await this.#answer(alert, now)
  }

  async #answer(alert: Alert, now: Instant): Promise<void> {
    const { root, staff, random, quietFrom } = this.#options
    const isLeft = alert.raisedAt >= quietFrom
    const by = alert.id % 3 === 0 ? staff.grid : staff.duty
    if (alert.handling === 'new') {
      if (!isLeft || TAKEN_AT_ONCE.includes(alert.kind))
        await acknowledge(this.#tx, [root], { id: alert.id, by, at: now })
      return
    }
    const ageMs = now - alert.raisedAt
    const isOver = alert.condition === 'cleared' && ageMs >= RESOLVED_AFTER_MS
    if (isLeft || !(isOver || ageMs >= GIVEN_UP_AFTER_MS)) return
    await resolve(this.#tx, [root], { id: alert.id, by, at: now }, resolutionOf(alert, random))
  }
}

function resolutionOf({ kind }: Alert, random: Random): Resolution {
  if (kind.startsWith('sensor_')) return { outcome: 'equipment', note: '已检查门磁，工作正常' }
  if (kind === 'left_open' || kind === 'permit_overrun') return { outcome: 'permitted', note: '提醒后已关门' }
  const [outcome, note] = AT_THE_DOOR[Math.floor(random() * AT_THE_DOOR.length)] ?? ['false_alarm', '']
  return { outcome, note }
}
