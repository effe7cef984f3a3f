import { Failure } from '../../base/failure.ts'
import type { AreaId, RosterId, StaffId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { holdArea, type Scope } from '../../store/area.ts'
import {
  countRosters,
  endRosterAt,
  findRoster,
  insertRoster,
  lockRoster,
  lookAtRoster,
  type NewRoster,
  type RosterSummary,
  renameRoster,
  replaceFallback,
} from '../../store/roster.ts'
import { readEligible } from '../../store/roster-staff.ts'
import { HANDLERS } from '../../store/staff.ts'
import type { Queryable } from '../../store/transaction.ts'
import { getArea } from '../area.ts'
import { contradiction } from '../contradiction.ts'
import { judgeRoster } from './judge-rosters.ts'

/** An area has a few desks, not hundreds. */
export const ROSTERS_MAX = 20
export const FALLBACK_MAX = 20
/** A roster that was made just now is not called empty before somebody had the time to enter its shifts. */
export const SETTING_UP_MS = 15 * 60_000

/** @throws Failure `record.not_found` when it is not within the scope. */
export async function getRoster(db: Queryable, scope: Scope, id: RosterId): Promise<RosterSummary> {
  const roster = await findRoster(db, scope, id)
  if (roster === null) throw new Failure('record.not_found', { record: 'roster', id })
  return roster
}

/**
 * @throws Failure `record.not_found` for an area out of scope; `request.contradictory` for a fallback who may not be on
 * duty there or one roster too many; `record.conflict` when the area has one of this name.
 */
export async function createRoster(tx: Queryable, scope: Scope, roster: NewRoster, now: Instant): Promise<RosterId> {
  await getArea(tx, scope, roster.areaId)
  await holdArea(tx, roster.areaId)
  if ((await countRosters(tx, roster.areaId)) >= ROSTERS_MAX) {
    throw contradiction('areaId', `an area has at most ${ROSTERS_MAX} rosters`)
  }
  await refuseBadFallback(tx, roster.areaId, roster.fallback)
  const id = await insertRoster(tx, roster, now, now + SETTING_UP_MS)
  if (id === null) throw nameTaken()
  return id
}

export interface RosterChange {
  readonly name?: string | undefined
  readonly fallback?: readonly StaffId[] | undefined
}

/** As `createRoster`. @throws Failure `record.conflict` also when the roster has ended. */
export async function changeRoster(
  tx: Queryable,
  scope: Scope,
  id: RosterId,
  change: RosterChange,
  now: Instant,
): Promise<RosterSummary> {
  const roster = await holdRoster(tx, scope, id)
  const { name, fallback } = change
  if (fallback !== undefined) {
    await refuseBadFallback(tx, roster.areaId, fallback)
    await replaceFallback(tx, id, fallback)
  }
  if (name !== undefined && !(await renameRoster(tx, id, name))) throw nameTaken()
  await noteChange(tx, roster, now)
  return roster
}

/** Nobody looks at it for empty hours any more; what it said stays. Throws as `holdRoster`. */
export async function endRoster(tx: Queryable, scope: Scope, id: RosterId, now: Instant): Promise<RosterSummary> {
  const roster = await holdRoster(tx, scope, id)
  await endRosterAt(tx, id, now)
  await judgeRoster(tx, id, now)
  return roster
}

/**
 * A roster, for whoever changes it, until the transaction ends.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when it has ended.
 */
export async function holdRoster(tx: Queryable, scope: Scope, id: RosterId): Promise<RosterSummary> {
  await getRoster(tx, scope, id)
  await lockRoster(tx, id)
  const roster = await getRoster(tx, scope, id)
  if (roster.endedAt !== null) throw new Failure('record.conflict', { reason: 'the roster has ended', id })
  return roster
}

/** After every change: the next sweep looks whether it left an hour empty, or filled one. */
export function noteChange(tx: Queryable, { id, createdAt }: RosterSummary, now: Instant): Promise<void> {
  return lookAtRoster(tx, id, Math.max(now, createdAt + SETTING_UP_MS))
}

/** @throws Failure `request.contradictory` for somebody who may not be on duty in the area; fields come with who they name. */
export async function refuseStrangers(
  tx: Queryable,
  areaId: AreaId,
  named: readonly (readonly [field: string, staff: StaffId])[],
): Promise<void> {
  const ids = named.map(([, id]) => id)
  const eligible = await readEligible(tx, areaId, ids, HANDLERS)
  const stranger = named.find(([, id]) => !eligible.has(id))
  if (stranger === undefined) return
  throw contradiction(
    stranger[0],
    'this is nobody who may handle alerts of the whole area, or a disabled member of staff',
  )
}

async function refuseBadFallback(tx: Queryable, areaId: AreaId, fallback: readonly StaffId[]): Promise<void> {
  if (fallback.length === 0 || fallback.length > FALLBACK_MAX) {
    throw contradiction('fallback', `the fallback is 1 to ${FALLBACK_MAX} people`)
  }
  if (new Set(fallback).size < fallback.length) throw contradiction('fallback', 'somebody is named twice')
  const named = fallback.map((id, n) => [`fallback.${n}`, id] as const)
  await refuseStrangers(tx, areaId, named)
}

function nameTaken(): Failure {
  return new Failure('record.conflict', { field: 'name', reason: 'the area has a roster of this name' })
}
