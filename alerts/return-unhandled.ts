import type { Instant } from '../base/instant.ts'
import { readStaffPoints, type StaffPoint } from '../store/escalation.ts'
import { type Overdue, type Reminder, takeOverdue, writeReminders } from '../store/handling.ts'
import type { Queryable } from '../store/transaction.ts'
import { takes } from './escalate.ts'

/** Taken in one transaction. */
const OVERDUE_MAX = 200

export interface Returned {
  /** There is more to do at once. */
  readonly more: boolean
  /** How many went back to the queue. */
  readonly returned: number
}

/**
 * Alerts that somebody acknowledged and did not resolve in time are new again, and escalated anew where they are active;
 * whoever had them is reminded. Of one that is over the holder is reminded only, and keeps it; of one that is resolved or
 * merged nothing is left to do. One that is held back for its group's goes back without a word. In one transaction, by
 * any process.
 */
export async function returnUnhandled(tx: Queryable, now: Instant): Promise<Returned> {
  const overdue = await takeOverdue(tx, now, OVERDUE_MAX)
  const holders = overdue.flatMap((it) => it.holder ?? [])
  const points = holders.length === 0 ? [] : await readStaffPoints(tx, [...new Set(holders)])
  const reminders = overdue.flatMap((it) => reminderOf(it, points, now) ?? [])
  await writeReminders(tx, reminders, now)
  return { more: overdue.length === OVERDUE_MAX, returned: reminders.filter((it) => it.returns).length }
}

function reminderOf(overdue: Overdue, points: readonly StaffPoint[], now: Instant): Reminder | null {
  const { alertId, holder, since, severity, condition, isHeld } = overdue
  if (holder === null) return null
  const first = points.find((it) => it.staffId === holder && takes(it, severity))
  return {
    ...{ alertId, holder, returns: condition === 'active' || isHeld, afterMs: now - since },
    ...{ point: isHeld ? null : (first?.id ?? null), reason: `reminder/${since}` },
  }
}
