import { Failure } from '../base/failure.ts'
import type { HouseholdId, OrderId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import type { Scope } from '../store/area.ts'
import { type Fitting, findFitting, passWalkTestOf, type WalkTestResult } from '../store/fitting.ts'
import { type LastWord, readLastWord } from '../store/journal.ts'
import { endTestsOfSensor, onTestUntil } from '../store/on-test.ts'
import { hasWatchedOrder } from '../store/order.ts'
import type { Queryable } from '../store/transaction.ts'
import { reconsiderActivation } from './activation.ts'
import { lockFitting } from './fitting.ts'
import { putOnTest } from './on-test.ts'

/** Fitting a sensor takes a minute. For no longer than this is a door not judged because an installer walked away. */
export const WALK_TEST_MINUTES = 5
const WALK_TEST_REASON = 'walk test'

/**
 * Puts a fitted sensor's door on test, so that what the installer does at it is nobody's opening. Returns until when;
 * a test of this door that runs already is left as it is.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when the fitting has ended.
 */
export async function startWalkTest(
  tx: Queryable,
  scope: Scope,
  id: number,
  by: string,
  now: Instant,
): Promise<{ readonly householdId: HouseholdId; readonly until: Instant }> {
  const { householdId, sensorUid, until: ended } = await lockFitting(tx, scope, id)
  if (ended !== null) throw new Failure('record.conflict', { reason: 'the fitting has ended' })
  const running = await onTestUntil(tx, sensorUid, now)
  if (running !== null) return { householdId, until: running }
  await putOnTest(
    tx,
    scope,
    { householdId, sensorUid, minutes: WALK_TEST_MINUTES, reason: WALK_TEST_REASON, putBy: by },
    now,
  )
  return { householdId, until: now + WALK_TEST_MINUTES * 60_000 }
}

export interface WalkTest extends Fitting {
  /** Until when the door is on test; null: it is not. */
  readonly testUntil: Instant | null
  /** What the sensor last said. Null when it was never heard, and while its door is not on test: nobody watches a home so. */
  readonly said: LastWord | null
  /** An order is watched here now: all else that the door does is judged. */
  readonly isWatched: boolean
}

/** A walk test as it stands. @throws Failure `record.not_found` out of scope; `record.conflict` when the fitting has ended. */
export async function viewWalkTest(db: Queryable, scope: Scope, id: number, now: Instant): Promise<WalkTest> {
  const fitting = await findFitting(db, scope, id)
  if (fitting === null) throw new Failure('record.not_found', { record: 'fitting', id })
  if (fitting.until !== null) throw new Failure('record.conflict', { reason: 'the fitting has ended' })
  const testUntil = await onTestUntil(db, fitting.sensorUid, now)
  const said = testUntil === null ? null : await readLastWord(db, fitting.sensorUid)
  return { ...fitting, testUntil, said, isWatched: await hasWatchedOrder(db, fitting.householdId, now) }
}

/** Who saw the door open and close, and after how many milliseconds; null where that was not measured. */
export interface PassedBy extends Omit<WalkTestResult, 'rssi'> {
  readonly by: string
}

/** What came of a walk test that was passed. */
interface Passed {
  readonly householdId: HouseholdId
  readonly sensorUid: SensorUid
  /** The orders that this was the last condition of. */
  readonly activated: readonly OrderId[]
  /** How well the sensor was heard, in dBm; null where it does not tell. */
  readonly rssi: number | null
}

/**
 * An installer has opened and closed the door and seen both arrive; what was seen is kept with the fitting. The door is on
 * test no longer.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when the fitting has ended, or when the sensor has
 * not said since it was fitted that the door was closed.
 */
export async function passWalkTest(
  tx: Queryable,
  scope: Scope,
  id: number,
  { by, ...seen }: PassedBy,
  now: Instant,
): Promise<Passed> {
  const { householdId, sensorUid, from } = await lockFitting(tx, scope, id)
  const said = await readLastWord(tx, sensorUid)
  if (said?.contact !== 'closed' || said.contactAt === null || said.contactAt < from) {
    throw new Failure('record.conflict', {
      reason: 'the sensor has not said that the door was closed since it was fitted',
    })
  }
  if (!(await passWalkTestOf(tx, id, by, { ...seen, rssi: said.rssi }, now)))
    throw new Failure('record.conflict', { reason: 'the fitting has ended' })
  const wasOnTest = await endTestsOfSensor(tx, sensorUid, now)
  const activated = await reconsiderActivation(tx, householdId, now)
  if (wasOnTest && activated.length === 0) await reconsider(tx, householdId, now)
  return { householdId, sensorUid, activated, rssi: said.rssi }
}
