import { Failure } from '../base/failure.ts'
import type { AreaId, HouseholdId } from '../base/id.ts'
import { findArea, type Scope } from '../store/area.ts'
import { findHousehold, findHouseholdByRoom, type Household, insertHousehold } from '../store/household.ts'
import type { Queryable } from '../store/transaction.ts'

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
