import { Failure } from '../../base/failure.ts'
import type { RosterId, StaffId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { DAY_MS } from '../../base/wall-clock.ts'
import type { Scope } from '../../store/area.ts'
import type { RosterSummary } from '../../store/roster.ts'
import {
  countRosterExceptions,
  endRosterExceptionAt,
  findRosterOfException,
  insertRosterException,
  isOnRoster,
  type NewRosterException,
} from '../../store/roster-exception.ts'
import type { Queryable } from '../../store/transaction.ts'
import { contradiction } from '../contradiction.ts'
import { holdRoster, noteChange, refuseStrangers } from './roster.ts'

/** Of one roster, not counting those that are over. */
export const EXCEPTIONS_MAX = 500
const EXCEPTION_DAYS_MAX = 92
const AHEAD_DAYS_MAX = 366

/**
 * Adds a dated exception on top of those that there are.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when the roster has ended; `request.contradictory`
 * for one that cannot be meant, for a newcomer who may not be on duty there, and for one too many.
 */
export async function addException(
  tx: Queryable,
  scope: Scope,
  id: RosterId,
  exception: NewRosterException,
  now: Instant,
): Promise<{ readonly id: number; readonly roster: RosterSummary }> {
  const roster = await holdRoster(tx, scope, id)
  refuseBadException(exception, now)
  const { kind, staffId, substituteId } = exception
  if (kind !== 'extra') await refuseIfNotOn(tx, id, staffId)
  const field = kind === 'swap' ? 'substituteId' : 'staffId'
  const comes = kind === 'swap' ? substituteId : kind === 'extra' ? staffId : null
  if (comes !== null) await refuseStrangers(tx, roster.areaId, [[field, comes]])
  if ((await countRosterExceptions(tx, id, now)) >= EXCEPTIONS_MAX) {
    throw contradiction('from', `a roster has at most ${EXCEPTIONS_MAX} exceptions that are not over`)
  }
  const exceptionId = await insertRosterException(tx, id, exception, now)
  await noteChange(tx, roster, now)
  return { id: exceptionId, roster }
}

function refuseBadException({ kind, staffId, substituteId, from, until }: NewRosterException, now: Instant): void {
  if (until <= from) throw contradiction('until', 'the exception would end before it begins')
  if (until <= now) throw contradiction('until', 'what is past is not changed')
  if (from < now - DAY_MS) throw contradiction('from', 'an exception is entered at most a day late')
  if (until - from > EXCEPTION_DAYS_MAX * DAY_MS) {
    throw contradiction('until', `an exception lasts at most ${EXCEPTION_DAYS_MAX} days`)
  }
  if (from > now + AHEAD_DAYS_MAX * DAY_MS) {
    throw contradiction('from', `an exception is entered at most ${AHEAD_DAYS_MAX} days ahead`)
  }
  if (kind === 'swap' && staffId === substituteId) throw contradiction('substituteId', 'nobody takes their own place')
}

async function refuseIfNotOn(tx: Queryable, id: RosterId, staffId: StaffId): Promise<void> {
  if (!(await isOnRoster(tx, id, staffId))) throw contradiction('staffId', 'this is nobody who is on the roster')
}

/**
 * Ends an exception before its time, or before it begins.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when it is over or the roster has ended.
 */
export async function endException(tx: Queryable, scope: Scope, id: number, now: Instant): Promise<RosterSummary> {
  const rosterId = await findRosterOfException(tx, scope, id)
  if (rosterId === null) throw new Failure('record.not_found', { record: 'exception', id })
  const roster = await holdRoster(tx, scope, rosterId)
  if (!(await endRosterExceptionAt(tx, id, now))) {
    throw new Failure('record.conflict', { reason: 'the exception is over', id })
  }
  await noteChange(tx, roster, now)
  return roster
}
