import { Failure } from '../base/failure.ts'
import type { AreaId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from '../store/area.ts'
import {
  countOpenBackTests,
  endBackTest,
  findBackTest,
  insertBackTest,
  type ShownBackTest,
} from '../store/back-test.ts'
import type { Queryable } from '../store/transaction.ts'
import type { PolicySettings } from '../watch/policy.ts'
import { getArea } from './area.ts'
import { contradiction } from './contradiction.ts'

const DAY_MS = 86_400_000
const BACK_TEST_DAYS_MAX = 366
/** Waiting or running, in all processes together. */
export const BACK_TESTS_OPEN_MAX = 8

export interface BackTestRequest {
  readonly areaId: AreaId
  readonly from: Instant
  readonly until: Instant
  readonly settings: PolicySettings
}

/**
 * Puts a back-test in line; whichever process is free takes it. Returns its id.
 * @throws Failure `record.not_found` for an area out of scope, `request.contradictory` for a span that cannot be meant,
 * `back_test.busy` when too many wait.
 */
export async function requestBackTest(
  tx: Queryable,
  scope: Scope,
  request: BackTestRequest,
  by: StaffId,
  now: Instant,
): Promise<number> {
  const { areaId, from, until } = request
  await getArea(tx, scope, areaId)
  if (until <= from) throw contradiction('until', 'the span would end before it starts')
  if (until - from > BACK_TEST_DAYS_MAX * DAY_MS) {
    throw contradiction('until', `a back-test looks at no more than ${BACK_TEST_DAYS_MAX} days`)
  }
  const open = await countOpenBackTests(tx)
  if (open >= BACK_TESTS_OPEN_MAX) throw new Failure('back_test.busy', { open, openMax: BACK_TESTS_OPEN_MAX })
  return insertBackTest(tx, { ...request, staffId: by, createdAt: now })
}

/** @throws Failure `record.not_found` when it is not within the scope. */
export async function getBackTest(db: Queryable, scope: Scope, id: number): Promise<ShownBackTest> {
  const run = await findBackTest(db, scope, id)
  if (run === null) throw new Failure('record.not_found', { record: 'back_test', id })
  return run
}

/** Takes it out of the line, or stops it within a second. One that has ended stays as it ended. */
export async function cancelBackTest(tx: Queryable, scope: Scope, id: number, now: Instant): Promise<ShownBackTest> {
  const run = await getBackTest(tx, scope, id)
  await endBackTest(tx, id, { state: 'cancelled' }, now)
  return run
}
