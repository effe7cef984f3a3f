import { Failure } from '../base/failure.ts'
import type { HouseholdId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import type { Scope } from '../store/area.ts'
import { findCurrentFitting } from '../store/fitting.ts'
import { lockHousehold } from '../store/household.ts'
import { endOnTestAt, findOnTest, findRunningTest, insertOnTest } from '../store/on-test.ts'
import type { Queryable } from '../store/transaction.ts'
import { getHousehold } from './household.ts'

/** A door that is on test raises nothing, so it never stays so for long (EN 50136: a test returns by itself). */
export const ON_TEST_MINUTES_MAX = 15

export interface PutOnTest {
  readonly householdId: HouseholdId
  /** Null: every door of the household. */
  readonly sensorUid: SensorUid | null
  readonly minutes: number
  readonly reason: string
  readonly putBy: string
}

/**
 * Puts a door on test from now on; it returns by itself.
 * @throws Failure `record.not_found` for a household out of scope or a sensor that is not fitted in it; `record.conflict`
 * while a test of this door runs.
 */
export async function putOnTest(tx: Queryable, scope: Scope, put: PutOnTest, now: Instant): Promise<number> {
  const { householdId, sensorUid, minutes, reason, putBy } = put
  await getHousehold(tx, scope, householdId)
  if (sensorUid !== null && (await findCurrentFitting(tx, sensorUid))?.householdId !== householdId) {
    throw new Failure('record.not_found', { field: 'sensorUid', record: 'sensor', uid: sensorUid })
  }
  await lockHousehold(tx, householdId)
  const running = await findRunningTest(tx, householdId, sensorUid, now)
  if (running !== null) throw new Failure('record.conflict', { reason: 'a test is running', id: running })
  const id = await insertOnTest(tx, { householdId, sensorUid, from: now, until: now + minutes * 60_000, reason, putBy })
  await reconsider(tx, householdId, now)
  return id
}

/** Ends a test before its time. @throws Failure `record.not_found` out of scope; `record.conflict` when it is over. */
export async function endOnTest(tx: Queryable, scope: Scope, id: number, now: Instant): Promise<HouseholdId> {
  const test = await findOnTest(tx, scope, id)
  if (test === null) throw new Failure('record.not_found', { record: 'test', id })
  await lockHousehold(tx, test.householdId)
  if (!(await endOnTestAt(tx, id, now))) throw new Failure('record.conflict', { reason: 'the test is over' })
  await reconsider(tx, test.householdId, now)
  return test.householdId
}
