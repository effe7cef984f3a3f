import { Failure } from '../base/failure.ts'
import type { HouseholdId, PermitId, PermitRequestId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { storedFacts } from '../evaluator/load-facts.ts'
import type { Scope } from '../store/area.ts'
import { insertAudit } from '../store/audit.ts'
import { lockHousehold } from '../store/household.ts'
import {
  type AskedPermit,
  answerPermitRequest,
  findPermitRequest,
  insertPermitRequest,
  listRequestsOfOrder,
  type PermitRequest,
  wasAsked,
} from '../store/permit-request.ts'
import type { ResidentHome } from '../store/resident-link.ts'
import { findResidentOrder, type ResidentOrder } from '../store/resident-order.ts'
import type { Queryable } from '../store/transaction.ts'
import { policyAt } from '../watch/facts.ts'
import { grantPermit } from './permit.ts'
import { permitsLeft } from './permit-budget.ts'

const MINUTE_MS = 60_000
/** Of one order's, looked at for the budget of a day; more than this in all is not asked for. */
export const REQUESTS_OF_ORDER_MAX = 500
/** In a day and a night, whatever became of them: staff read each. */
export const REQUESTS_PER_DAY_MAX = 20
const DAY_MS = 24 * 3600 * 1000

export type Asked = 'asked' | 'no_budget' | 'too_often' | 'not_watched'

export interface Budget {
  readonly perDay: number
  readonly left: number
}

/** What the household may still ask for today by the policy in force; null while nobody watches. */
export async function permitBudget(
  db: Queryable,
  order: ResidentOrder,
  requests: readonly PermitRequest[],
  now: Instant,
): Promise<Budget | null> {
  const facts = isWatchedAt(order, now) ? await storedFacts(db, order.id) : null
  if (facts === null) return null
  const perDay = policyAt(facts, now).residentPermitsPerDay
  return { perDay, left: permitsLeft(requests, perDay, facts.timeZone, now) }
}

export function isWatchedAt({ watchedFrom, endsAt, releasedAt }: ResidentOrder, now: Instant): boolean {
  return watchedFrom !== null && watchedFrom <= now && now < Math.min(endsAt, releasedAt ?? endsAt)
}

/** Staff are asked once for each key, however often its form is sent. */
export async function askForPermit(
  tx: Queryable,
  { householdId }: Pick<ResidentHome, 'householdId'>,
  key: string,
  asked: AskedPermit,
  now: Instant,
): Promise<Asked> {
  await lockHousehold(tx, householdId)
  if (await wasAsked(tx, householdId, key)) return 'asked'
  const order = await findResidentOrder(tx, householdId, now)
  if (order === null) return 'not_watched'
  const requests = await listRequestsOfOrder(tx, order.id, REQUESTS_OF_ORDER_MAX)
  const budget = await permitBudget(tx, order, requests, now)
  if (budget === null) return 'not_watched'
  if (budget.left === 0) return 'no_budget'
  const lately = requests.filter((it) => it.askedAt > now - DAY_MS)
  if (lately.length >= REQUESTS_PER_DAY_MAX || requests.length >= REQUESTS_OF_ORDER_MAX) return 'too_often'
  const id = await insertPermitRequest(tx, { order: order.id, household: householdId, key }, asked, now)
  // The key is another household's, which only a forged form has.
  if (id === null) return 'too_often'
  const about = { householdId, areaId: null, purpose: null, detail: { request: id } }
  await insertAudit(tx, { at: now, staffId: null, action: 'permit.ask', ...about })
  return 'asked'
}

export interface Answering {
  readonly id: PermitRequestId
  readonly by: string
  readonly reason: string
  readonly now: Instant
}

export interface Answered {
  readonly householdId: HouseholdId
  readonly permitId: PermitId
}

/**
 * The permit begins when it was asked for, and lasts as long as was asked from when it is granted: nobody loses what
 * staff took to read it.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when it was answered before.
 */
export async function grantPermitRequest(
  tx: Queryable,
  scope: Scope,
  { id, by, reason, now }: Answering,
): Promise<Answered> {
  const request = await heldRequest(tx, scope, id)
  const { householdId, openingsMax, goingOut, minutes } = request
  const from = request.from ?? now
  const permitId = await grantPermit(
    tx,
    scope,
    {
      ...{ householdId, areaId: null, openingsMax, goingOut, reason: request.reason },
      ...{ from, until: Math.max(from, now) + minutes * MINUTE_MS, note: reason, grantedBy: by },
    },
    now,
  )
  if (!(await answerPermitRequest(tx, id, { answer: 'granted', by, reason, permitId }, now))) throw answered(id)
  return { householdId, permitId }
}

/** @throws Failure `record.not_found` out of scope; `record.conflict` when it was answered before. */
export async function declinePermitRequest(
  tx: Queryable,
  scope: Scope,
  { id, by, reason, now }: Answering,
): Promise<Pick<Answered, 'householdId'>> {
  const { householdId } = await heldRequest(tx, scope, id)
  const declined = { answer: 'declined', by, reason, permitId: null } as const
  if (!(await answerPermitRequest(tx, id, declined, now))) throw answered(id)
  return { householdId }
}

/** The household is held first, as by whoever asks. */
async function heldRequest(tx: Queryable, scope: Scope, id: PermitRequestId): Promise<PermitRequest> {
  const request = await findPermitRequest(tx, scope, id)
  if (request === null) throw new Failure('record.not_found', { record: 'permit request', id })
  await lockHousehold(tx, request.householdId)
  if ((await findPermitRequest(tx, scope, id))?.answer !== null) throw answered(id)
  return request
}

function answered(id: PermitRequestId): Failure {
  return new Failure('record.conflict', { reason: 'the request was answered before', id })
}
