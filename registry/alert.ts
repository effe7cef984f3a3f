import { Failure } from '../base/failure.ts'
import type { AlertId, HouseholdId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { judgeGroup } from '../evaluator/judge-groups.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import {
  type Alert,
  type Answered,
  acknowledgeAlert,
  type Dispatch,
  findAlert,
  logDispatch,
  type Resolution,
  resolveAlert,
} from '../store/alert.ts'
import type { Scope } from '../store/area.ts'
import { awaitGroupWatch } from '../store/group.ts'
import type { Queryable } from '../store/transaction.ts'
import { lockWatches } from '../store/watch.ts'

/** As it is at the instant. @throws Failure `record.not_found` when it is not within the scope. */
export async function getAlert(db: Queryable, scope: Scope, id: AlertId, now: Instant): Promise<Alert> {
  const alert = await findAlert(db, scope, id, now)
  if (alert === null) throw new Failure('record.not_found', { record: 'alert', id })
  return alert
}

export interface AlertAct {
  readonly id: AlertId
  readonly by: StaffId
  readonly at: Instant
}

/** Is told how an act answered its alert: a figure once it has committed. */
export type Told = (answered: Answered) => void
const NOBODY: Told = () => undefined

/** @throws Failure `alert.already_acknowledged` or `alert.already_resolved`, with who and when, for whoever comes second. */
export async function acknowledge(tx: Queryable, scope: Scope, act: AlertAct, told: Told = NOBODY): Promise<Alert> {
  await getAlert(tx, scope, act.id, act.at)
  const won = await acknowledgeAlert(tx, act.id, act.by, act.at)
  const alert = await getAlert(tx, scope, act.id, act.at)
  if (won === null) throw lost(alert)
  told(won)
  return alert
}

/**
 * Ends the alert's episode: what happens later is a new one, so the household is judged anew. The watch is locked first,
 * as by whoever judges, so that the two cannot wait for each other in a circle.
 * @throws Failure `alert.already_resolved` with who and when.
 */
export async function resolve(
  tx: Queryable,
  scope: Scope,
  act: AlertAct,
  resolution: Resolution,
  told: Told = NOBODY,
): Promise<Alert> {
  const found = await getAlert(tx, scope, act.id, act.at)
  const won = await resolveFound(tx, found, act, resolution)
  const alert = await getAlert(tx, scope, act.id, act.at)
  if (won === null) throw lost(alert)
  told(won)
  return alert
}

function resolveFound(tx: Queryable, found: Alert, act: AlertAct, resolution: Resolution): Promise<Answered | null> {
  const { householdId, kind, startedAt } = found
  if (householdId !== null) return resolveHouseholds(tx, householdId, startedAt, act, resolution)
  if (kind === 'group_silent') return resolveGroups(tx, found, act, resolution)
  return resolveAlert(tx, act.id, act.by, act.at, resolution)
}

async function resolveHouseholds(
  tx: Queryable,
  household: HouseholdId,
  since: Instant,
  act: AlertAct,
  resolution: Resolution,
): Promise<Answered | null> {
  await lockWatches(tx, [household])
  const won = await resolveAlert(tx, act.id, act.by, act.at, resolution)
  if (won !== null) await reconsider(tx, household, act.at, since)
  return won
}

/** What was silent is dealt with and stays held back; a sensor that falls silent later is news. */
async function resolveGroups(
  tx: Queryable,
  { gatewayId, areaId }: Alert,
  act: AlertAct,
  resolution: Resolution,
): Promise<Answered | null> {
  await awaitGroupWatch(tx)
  const won = await resolveAlert(tx, act.id, act.by, act.at, resolution)
  const group = gatewayId === null ? { gateway: null, area: areaId } : { gateway: gatewayId, area: null }
  if (won !== null) await judgeGroup(tx, group, act.at)
  return won
}

/**
 * A person has decided to send somebody. It changes nothing about the alert but its log.
 * @throws Failure `alert.already_resolved` with who and when.
 */
export async function dispatch(tx: Queryable, scope: Scope, act: AlertAct, decision: Dispatch): Promise<Alert> {
  const alert = await getAlert(tx, scope, act.id, act.at)
  if (!(await logDispatch(tx, act.id, act.by, act.at, decision))) throw lost(await getAlert(tx, scope, act.id, act.at))
  return alert
}

function lost(alert: Alert): Failure {
  if (alert.resolvedAt !== null) {
    return new Failure('alert.already_resolved', { by: alert.resolvedBy, at: new Date(alert.resolvedAt).toISOString() })
  }
  const at = new Date(alert.acknowledgedAt ?? alert.raisedAt).toISOString()
  return new Failure('alert.already_acknowledged', { by: alert.acknowledgedBy, at })
}
