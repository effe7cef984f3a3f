import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Pool } from 'pg'
import { z } from 'zod'
import { type AlertId, alertId, sensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import { overrideActivationOf } from '../store/activation.ts'
import { resolveAlert } from '../store/alert.ts'
import { insertArea } from '../store/area.ts'
import {
  type Canary,
  canaryOrdersToErase,
  findCanary,
  findCanaryAlert,
  insertCanary,
  lockCanary,
  moveCanaryTarget,
  type StandingCanary,
} from '../store/canary.ts'
import { insertContactPoint } from '../store/contact-point.ts'
import { insertHousehold, lockHousehold } from '../store/household.ts'
import { findOverlappingOrder, insertOrder } from '../store/order.ts'
import { insertPolicy } from '../store/policy.ts'
import { eraseOrder } from '../store/retention.ts'
import { inTransaction, type Queryable } from '../store/transaction.ts'
import { lockWatches } from '../store/watch.ts'
import { policySettings } from '../watch/policy.ts'
import { NATIVE_MODEL } from '../watch/sensor-profile.ts'
import { fitSensor } from './fitting.ts'
import { issueSecret, type Randomness } from './secret.ts'
import { registerSensor, reissueSecret } from './sensor.ts'

const NAME = '门神自检'
const WHO = 'menshen'
const UID_BYTES = 4
/** Six hours of one opening a minute: below the 1000 of `openingsPerDay`, and quickly told anew at every resolution. */
const ORDER_MS = 6 * 3_600_000
const KEPT_MS = 24 * 3_600_000
const SIGNED_MS_MAX = 5 * 60_000
/** Its silence is told by the alarm, not by an alert. */
const REPORTING_LIMIT_SECONDS = 86_400
/** Every opening is an alert of its own, and no other kind of alert comes of it. */
const SETTINGS = policySettings.parse({ mergeMinutes: 0, openingsPerDay: 1000, leftOpenSeconds: 86_400 })

/**
 * The canary for whoever drives it from now on: its messages are sent to `target`, and its sensor has a new secret, so
 * that whoever drove it before is no longer let in.
 */
export async function takeCanary(
  tx: Queryable,
  target: string,
  random: Randomness = randomBytes,
): Promise<StandingCanary & { readonly sensorSecret: string }> {
  const canary = await findCanary(tx)
  if (canary === null) throw new Error('the canary is gone')
  await moveCanaryTarget(tx, canary.contactPointId, target)
  await lockHousehold(tx, canary.householdId)
  return { ...canary, sensorSecret: await reissueSecret(tx, canary.sensorUid, random) }
}

/** Makes it when there is none: an area, a household, a sensor on its door, a contact point. */
export async function ensureCanary(
  tx: Queryable,
  target: string,
  now: Instant,
  random: Randomness = randomBytes,
): Promise<void> {
  await lockCanary(tx)
  if ((await findCanary(tx)) !== null) return
  const areaId = await insertArea(tx, { parentId: null, kind: 'city', name: NAME, timeZone: 'Asia/Shanghai' })
  const householdId = await insertHousehold(tx, { areaId, room: NAME, floor: null })
  const uid = sensorUid.parse(`canary-${random(UID_BYTES).toString('hex')}`)
  const sensor = { uid, model: NATIVE_MODEL, reportingLimitSeconds: REPORTING_LIMIT_SECONDS, areaId, gateway: null }
  await registerSensor(tx, [areaId], sensor, random)
  await fitSensor(tx, [areaId], { sensorUid: uid, householdId, door: 'front' }, now)
  const { secret } = issueSecret(random)
  const point = { areaId, channel: 'webhook', target, secret, severityMin: 'minor' } as const
  const contactPointId = await insertContactPoint(tx, point)
  const policy = await insertPolicy(tx, { name: NAME, settings: SETTINGS, createdAt: now, createdBy: WHO })
  if (contactPointId === null || policy === null) throw new Error('the canary could not be made')
  await insertCanary(tx, { areaId, householdId, sensorUid: uid, contactPointId, policyId: policy.id })
}

/** It has an order like any other (law 6), activated by an override, and the next one when that is over. */
export async function ensureCanaryOrder(tx: Queryable, { householdId, policyId }: Canary, now: Instant): Promise<void> {
  if ((await findOverlappingOrder(tx, householdId, now, now + 1)) !== null) return
  await lockHousehold(tx, householdId)
  const term = { startsAt: now, endsAt: now + ORDER_MS, createdAt: now }
  const order = { householdId, ...term, basis: NAME, issuedBy: WHO, policyId, continues: null }
  const id = await insertOrder(tx, order)
  await overrideActivationOf(tx, id, { by: WHO, reason: NAME }, now)
  await reconsider(tx, householdId, now)
}

/** A message as the canary's contact point receives it. */
export interface CanaryMessage {
  /** Of the header `menshen-timestamp`: seconds. */
  readonly timestamp: string
  readonly signature: string
  readonly body: string
}

const event = z.object({ subject: z.string().regex(/^alert\/\d{1,15}$/) })

/**
 * Its message has arrived: its alert is resolved as a test, so that the next opening is a new episode. False for what is
 * not signed as its messages are, is old, or is about another household.
 */
export async function noteCanaryArrival(pool: Pool, message: CanaryMessage, now: Instant): Promise<boolean> {
  const canary = await findCanary(pool)
  if (canary === null || !isSigned(message, canary.secret, now)) return false
  const id = alertOf(message.body)
  if (id === null) return false
  return inTransaction(pool, async (tx) => {
    const alert = await findCanaryAlert(tx, canary.householdId, id)
    if (alert === null) return false
    await lockWatches(tx, [canary.householdId])
    const won = await resolveAlert(tx, id, null, now, { outcome: 'test', note: NAME })
    if (won !== null) await reconsider(tx, canary.householdId, now, alert.startedAt)
    return true
  })
}

function isSigned({ timestamp, signature, body }: CanaryMessage, secret: string, now: Instant): boolean {
  const sentAt = Number(timestamp) * 1000
  if (secret === '' || !(Math.abs(now - sentAt) <= SIGNED_MS_MAX)) return false
  const wanted = Buffer.from(`v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`)
  const given = Buffer.from(signature)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function alertOf(body: string): AlertId | null {
  try {
    const { subject } = event.parse(JSON.parse(body))
    return alertId.parse(Number(subject.slice('alert/'.length)))
  } catch {
    return null
  }
}

/** What it has left behind, a day after each of its orders. */
export async function eraseCanaryTraces(pool: Pool, now: Instant): Promise<void> {
  for (const order of await canaryOrdersToErase(pool, now - KEPT_MS)) {
    await inTransaction(pool, (tx) => eraseOrder(tx, order, now))
  }
}
