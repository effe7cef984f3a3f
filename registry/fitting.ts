import { Failure } from '../base/failure.ts'
import type { HouseholdId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import type { Scope } from '../store/area.ts'
import { endFitting, type Fitting, findFitting, insertFitting } from '../store/fitting.ts'
import { lockHousehold } from '../store/household.ts'
import { markSensorFitted, markSensorInStock } from '../store/sensor.ts'
import type { Queryable } from '../store/transaction.ts'
import { reconsiderActivation } from './activation.ts'
import { getHousehold } from './household.ts'
import { getSensor } from './sensor.ts'

export interface NewFitting {
  readonly sensorUid: SensorUid
  readonly householdId: HouseholdId
  readonly door: string
}

/**
 * Puts a sensor on a household's door from now on.
 * @throws Failure `record.not_found` for a sensor or household out of scope; `record.conflict` when the sensor is
 * revoked, not believed or fitted elsewhere.
 */
export async function fitSensor(tx: Queryable, scope: Scope, fitting: NewFitting, now: Instant): Promise<number> {
  await getHousehold(tx, scope, fitting.householdId)
  const sensor = await getSensor(tx, scope, fitting.sensorUid)
  if (sensor.revokedAt !== null) throw new Failure('record.conflict', { reason: 'the sensor is revoked' })
  if (sensor.distrust !== null) throw new Failure('record.conflict', { reason: 'the sensor is not believed' })
  await lockHousehold(tx, fitting.householdId)
  const id = await insertFitting(tx, { ...fitting, from: now })
  if (id === null) throw new Failure('record.conflict', { reason: 'the sensor is fitted already' })
  await markSensorFitted(tx, fitting.sensorUid, fitting.householdId)
  await reconsider(tx, fitting.householdId, now)
  return id
}

/** @throws Failure `record.not_found` out of scope; `record.conflict` when it has ended before. */
export async function takeSensorOff(tx: Queryable, scope: Scope, id: number, now: Instant): Promise<HouseholdId> {
  const { householdId, sensorUid } = await lockFitting(tx, scope, id)
  if (!(await endFitting(tx, id, now))) throw new Failure('record.conflict', { reason: 'the fitting has ended' })
  await markSensorInStock(tx, sensorUid)
  // It may have been the only one that had not passed its walk test.
  const activated = await reconsiderActivation(tx, householdId, now)
  if (activated.length === 0) await reconsider(tx, householdId, now)
  return householdId
}

/**
 * Puts another sensor in a fitted one's place, on the same door: the household's story goes on.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when the fitting has ended, or the other sensor is
 * revoked or on a door.
 */
export async function swapSensor(
  tx: Queryable,
  scope: Scope,
  id: number,
  sensorUid: SensorUid,
  now: Instant,
): Promise<{ readonly id: number; readonly householdId: HouseholdId; readonly taken: SensorUid }> {
  const { householdId, door, sensorUid: taken } = await lockFitting(tx, scope, id)
  if (!(await endFitting(tx, id, now))) throw new Failure('record.conflict', { reason: 'the fitting has ended' })
  await markSensorInStock(tx, taken)
  return { id: await fitSensor(tx, scope, { sensorUid, householdId, door }, now), householdId, taken }
}

/** The fitting, while its household's facts stand still. @throws Failure `record.not_found` out of scope. */
export async function lockFitting(tx: Queryable, scope: Scope, id: number): Promise<Fitting> {
  const fitting = await findFitting(tx, scope, id)
  if (fitting === null) throw new Failure('record.not_found', { record: 'fitting', id })
  await lockHousehold(tx, fitting.householdId)
  return fitting
}
