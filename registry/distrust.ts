import { Failure } from '../base/failure.ts'
import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import type { Scope } from '../store/area.ts'
import { endDistrust, insertDistrust, type NewDistrust } from '../store/distrust.ts'
import { findCurrentFitting } from '../store/fitting.ts'
import { lockHousehold } from '../store/household.ts'
import type { Queryable } from '../store/transaction.ts'
import { getSensor } from './sensor.ts'

/** What a person says of a sensor, and why. */
export interface SaidOfSensor {
  readonly sensorUid: SensorUid
  readonly reason: string
  readonly by: string
}

/**
 * From now on what the sensor says is stored and proves nothing: its door is unknown, and staff are alerted once.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when it is not believed already.
 */
export async function distrustSensor(
  tx: Queryable,
  scope: Scope,
  { sensorUid, reason, by }: SaidOfSensor,
  now: Instant,
): Promise<void> {
  await getSensor(tx, scope, sensorUid)
  const begun = await begin(tx, { sensorUid, from: now, cause: 'staff', reason, begunBy: by }, now)
  if (!begun) throw new Failure('record.conflict', { reason: 'the sensor is not believed already' })
}

/** The same of a sensor that ingest saw misbehave. False when it is unknown, or not believed already. */
export function distrustMisbehaving(
  tx: Queryable,
  sensorUid: SensorUid,
  cause: NewDistrust['cause'],
  now: Instant,
): Promise<boolean> {
  return begin(tx, { sensorUid, from: now, cause, reason: '', begunBy: 'menshen' }, now)
}

/**
 * From now on the sensor is believed again; what it said meanwhile is not judged.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when it is believed.
 */
export async function trustSensor(
  tx: Queryable,
  scope: Scope,
  { sensorUid, reason, by }: SaidOfSensor,
  now: Instant,
): Promise<void> {
  await getSensor(tx, scope, sensorUid)
  const ended = await withItsHousehold(tx, sensorUid, now, () => endDistrust(tx, sensorUid, now, by, reason))
  if (!ended) throw new Failure('record.conflict', { reason: 'the sensor is believed' })
}

function begin(tx: Queryable, distrust: NewDistrust, now: Instant): Promise<boolean> {
  return withItsHousehold(tx, distrust.sensorUid, now, () => insertDistrust(tx, distrust))
}

/** Judges the household on whose door the sensor is anew if `change` was one. */
async function withItsHousehold(
  tx: Queryable,
  sensorUid: SensorUid,
  now: Instant,
  change: () => Promise<boolean>,
): Promise<boolean> {
  const fitting = await findCurrentFitting(tx, sensorUid)
  if (fitting !== null) await lockHousehold(tx, fitting.householdId)
  const isChanged = await change()
  if (isChanged && fitting !== null) await reconsider(tx, fitting.householdId, now)
  return isChanged
}
