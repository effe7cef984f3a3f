import { Failure } from '../base/failure.ts'
import type { AreaId, HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { findArea, type Scope } from '../store/area.ts'
import {
  confirmContactOf,
  findHousehold,
  findHouseholdByRoom,
  type Household,
  insertHousehold,
  lockHousehold,
} from '../store/household.ts'
import type { Queryable } from '../store/transaction.ts'
import { reconsiderActivation } from './activation.ts'

export interface NewHousehold {
  readonly areaId: AreaId
  readonly room: string
  readonly floor: number | null
}

/** @throws Failure `record.not_found` for an area out of scope; `record.conflict` when the area has this room. */
export async function createHousehold(tx: Queryable, scope: Scope, household: NewHousehold): Promise<HouseholdId> {
  const area = await findArea(tx, scope, household.areaId)
  if (area === null) throw new Failure('record.not_found', { record: 'area', id: household.areaId })
  const namesake = await findHouseholdByRoom(tx, household.areaId, household.room)
  if (namesake !== null) throw new Failure('record.conflict', { reason: 'the room is taken', id: namesake })
  return insertHousehold(tx, household)
}

/** @throws Failure `record.not_found` when it is not within the scope, whether or not it exists. */
export async function getHousehold(db: Queryable, scope: Scope, id: HouseholdId): Promise<Household> {
  const household = await findHousehold(db, scope, id)
  if (household === null) throw new Failure('record.not_found', { record: 'household', id })
  return household
}

/**
 * Somebody has called the household and it answered. Returns the orders that this was the last condition of.
 * @throws Failure `record.not_found` out of scope.
 */
export async function confirmContact(
  tx: Queryable,
  scope: Scope,
  id: HouseholdId,
  by: string,
  now: Instant,
): Promise<readonly OrderId[]> {
  await getHousehold(tx, scope, id)
  await lockHousehold(tx, id)
  await confirmContactOf(tx, id, by, now)
  return reconsiderActivation(tx, id, now)
}
