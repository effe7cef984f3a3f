import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { ProductMapping } from '../../adapters/product-mapping.ts'
import {
  type AlertId,
  type AreaId,
  alertId,
  type EscalationPolicyId,
  type HouseholdId,
  type OrderId,
  type PermitId,
  type PermitRequestId,
  type RosterId,
  type SensorUid,
  type SilenceId,
  type StaffId,
  sensorUid,
} from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { createArea } from '../../registry/area.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { distrustSensor } from '../../registry/distrust.ts'
import { createEscalationPolicy, DEFAULT_TERMS } from '../../registry/escalation-policy.ts'
import { fitSensor } from '../../registry/fitting.ts'
import { registerGateway } from '../../registry/gateway.ts'
import { createHousehold } from '../../registry/household.ts'
import { createOrder } from '../../registry/order.ts'
import { grantPermit } from '../../registry/permit.ts'
import { makeResidentLink } from '../../registry/resident-link.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { addException } from '../../registry/roster/exception.ts'
import { createRoster } from '../../registry/roster/roster.ts'
import { addShift } from '../../registry/roster/shift.ts'
import { registerSensor, retireSensor } from '../../registry/sensor.ts'
import { createSilence } from '../../registry/silence.ts'
import { addStaff } from '../../registry/staff.ts'
import { insertAudit } from '../../store/audit.ts'
import { endBackTest, insertBackTest } from '../../store/back-test.ts'
import { insertOnTest } from '../../store/on-test.ts'
import { insertPermitRequest } from '../../store/permit-request.ts'
import { writeMapping } from '../../store/product-mapping.ts'
import { ROLES } from '../../store/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { titles } from '../../watch/sentences.ts'

import { RESIDENT_KEY } from './resident-key.ts'

const HOUR_MS = 3600 * 1000
export const STAFF_PASSWORD = 'a password for the tests'

/** What was said of a product of the community's gateway. */
export const MAPPING: ProductMapping = {
  ...{ product: 'a-product', door: { path: 'open', open: [true], closed: [false] } },
  ...{ battery: null, tamper: null, time: null, device: null, periodic: null },
}

/** One community with one record of every kind, all carrying its mark. */
export interface Community {
  readonly mark: string
  readonly areaId: AreaId
  readonly householdId: HouseholdId
  readonly sensorUid: SensorUid
  readonly stockUid: SensorUid
  /** Retired, and not believed. */
  readonly strangeUid: SensorUid
  readonly gatewayId: string
  readonly fittingId: number
  readonly orderId: OrderId
  /** A later one, which waits for its conditions. */
  readonly waitingOrderId: OrderId
  readonly permitId: PermitId
  /** One that nobody has answered. */
  readonly permitRequestId: PermitRequestId
  readonly onTestId: number
  readonly contactPointId: number
  readonly escalationPolicyId: EscalationPolicyId
  /** One that has not begun. */
  readonly silenceId: SilenceId
  /** One that was cancelled. */
  readonly backTestId: number
  readonly alertId: AlertId
  readonly rosterId: RosterId
  readonly shiftId: number
  readonly rosterExceptionId: number
  readonly staffId: StaffId
  /** A viewer. */
  readonly colleagueId: StaffId
  /** Holds every role here, and has a password of their own. */
  readonly username: string
}

export async function makeCommunity(pool: Pool, mark: string, now: Instant): Promise<Community> {
  return inTransaction(pool, async (tx) => {
    const root = await ensureRootArea(tx)
    const scope = [root]
    const areaId = await createArea(tx, scope, { parentId: root, kind: 'community', name: mark, timeZone: null })
    const householdId = await createHousehold(tx, scope, { areaId, room: `${mark}-0101`, floor: 1 })
    const fitted = sensorUid.parse(`door-${mark}-1`)
    const stockUid = sensorUid.parse(`door-${mark}-2`)
    const strangeUid = sensorUid.parse(`door-${mark}-3`)
    for (const uid of [fitted, stockUid, strangeUid]) {
      await registerSensor(tx, scope, { uid, model: 'native', reportingLimitSeconds: 180, areaId, gateway: null })
    }
    const gatewayId = `gateway-${mark}`
    await registerGateway(tx, { id: gatewayId, adapter: 'zigbee2mqtt', baseTopic: `z2m-${mark}`, areaId })
    await distrustSensor(tx, scope, { sensorUid: strangeUid, reason: mark, by: mark }, now)
    await retireSensor(tx, scope, strangeUid, now)
    const fittingId = await fitSensor(tx, scope, { sensorUid: fitted, householdId, door: 'front' }, now - 2 * HOUR_MS)
    const term = { householdId, startsAt: now - HOUR_MS, endsAt: now + 300 * HOUR_MS }
    const orderId = await createOrder(
      tx,
      scope,
      { ...term, basis: mark, issuedBy: mark, policy: 'default', override: { reason: mark } },
      now - HOUR_MS,
    )
    const later = { householdId, startsAt: now + 1500 * HOUR_MS, endsAt: now + 1600 * HOUR_MS }
    const waiting = { ...later, basis: mark, issuedBy: mark, policy: 'default', override: null }
    const waitingOrderId = await createOrder(tx, scope, waiting, now)
    const window = { from: now - HOUR_MS, until: now + HOUR_MS }
    const permit = {
      householdId,
      areaId: null,
      ...window,
      reason: 'delivery',
      openingsMax: 1,
      goingOut: false,
      note: mark,
    } as const
    const permitId = await grantPermit(tx, scope, { ...permit, grantedBy: mark }, now)
    const asked = { reason: 'delivery', from: null, minutes: 10, openingsMax: 1, goingOut: false, note: mark } as const
    const permitRequestId = await insertPermitRequest(
      tx,
      { order: orderId, household: householdId, key: randomUUID() },
      asked,
      now,
    )
    if (permitRequestId === null) throw new Error('the key is taken')
    await makeResidentLink(tx, RESIDENT_KEY, scope, { id: householdId, by: mark, now })
    const running = { from: now - HOUR_MS / 12, until: now + HOUR_MS / 12 }
    const onTest = { householdId, sensorUid: stockUid, ...running, reason: mark, putBy: mark }
    const onTestId = await insertOnTest(tx, onTest)
    const { id: contactPointId } = await addContactPoint(tx, scope, {
      areaId,
      channel: 'webhook',
      target: `https://${mark}.example/hook`,
      secret: null,
      severityMin: 'minor',
    })
    const escalationPolicyId = await createEscalationPolicy(
      tx,
      scope,
      { ...DEFAULT_TERMS, areaId, name: mark, kinds: null, severities: null },
      mark,
      now,
    )
    const quiet = { areaId, householdId, kinds: ['sensor_battery'], reason: mark }
    const nextWeek = { from: now + 160 * HOUR_MS, until: now + 170 * HOUR_MS }
    const silenceId = await createSilence(tx, scope, { ...quiet, ...nextWeek }, mark, now)
    const roles = ROLES.map((role) => ({ role, areaId }))
    const username = `staff-${mark}`
    const staffId = await addStaff(tx, scope, { username, displayName: mark, password: STAFF_PASSWORD, roles }, now)
    await tx.query('update staff set must_change_password = false where id = $1', [staffId])
    await writeMapping(tx, gatewayId, MAPPING, staffId, now)
    const colleague = { username: `viewer-${mark}`, displayName: mark, password: STAFF_PASSWORD }
    const colleagueId = await addStaff(tx, scope, { ...colleague, roles: [{ role: 'viewer', areaId }] }, now)
    const planned = { areaId, staffId, from: now - HOUR_MS, until: now, settings: {}, createdAt: now }
    const backTestId = await insertBackTest(tx, planned)
    await endBackTest(tx, backTestId, { state: 'cancelled' }, now)
    await insertAudit(tx, { at: now, staffId, action: 'test', householdId, areaId: null, purpose: mark, detail: {} })
    await tx.query(
      `insert into rejected_message (received_at, client_id, topic, payload, code, detail)
       values (now(), $1, 'menshen/v1/x/up', '\\x00', 'payload.invalid', $2)`,
      [fitted, mark],
    )
    const desk = { areaId, name: mark, level: 'duty_desk', fallback: [staffId] } as const
    const rosterId = await createRoster(tx, scope, desk, now)
    // The area's today, which after four in the afternoon is not that of the machine: Shanghai is eight hours ahead.
    const today = new Date(now + 8 * HOUR_MS).toISOString().slice(0, 10)
    const everyDay = { weekdays: [1, 2, 3, 4, 5, 6, 7], validFrom: today }
    const shift = { ...everyDay, staffId, from: '08:00', until: '20:00', validUntil: null }
    const { id: shiftId } = await addShift(tx, scope, rosterId, shift, now)
    const away = { kind: 'absent', staffId, substituteId: null, reason: mark, by: mark } as const
    const tomorrow = { from: now + 24 * HOUR_MS, until: now + 25 * HOUR_MS }
    const { id: rosterExceptionId } = await addException(tx, scope, rosterId, { ...away, ...tomorrow }, now)
    await tx.query(
      `insert into journal (sensor_uid, boot, heard_at, contact, contact_at) values ($1, 'b0', $2, 'closed', $2)`,
      [fitted, new Date(now)],
    )
    const alert = await raiseAlert(tx, { householdId, orderId, sensorUid: fitted, now })
    return {
      mark,
      areaId,
      householdId,
      sensorUid: fitted,
      stockUid,
      strangeUid,
      gatewayId,
      fittingId,
      orderId,
      waitingOrderId,
      permitId,
      permitRequestId,
      onTestId,
      contactPointId,
      backTestId,
      alertId: alert,
      escalationPolicyId,
      silenceId,
      rosterId,
      shiftId,
      rosterExceptionId,
      ...{ staffId, colleagueId },
      username,
    }
  })
}

export interface RaisedAlert {
  readonly householdId: HouseholdId
  readonly orderId: OrderId
  readonly sensorUid: SensorUid
  readonly now: Instant
  readonly severity?: 'critical' | 'major' | 'minor'
  readonly kind?: string
}

let episodes = 0

/** An alert and its log, written the way the evaluator writes them: in one transaction, with a hint at its end. */
export async function raiseAlert(db: Pick<Pool, 'query'>, raised: RaisedAlert): Promise<AlertId> {
  episodes += 1
  const at = new Date(raised.now)
  const explanation = {
    rule: raised.kind ?? 'unpermitted_opening',
    title: titles[raised.kind ?? 'unpermitted_opening'],
    sentence: {
      zh: '门被打开，没有有效报备，目前仍开着',
      en: 'The door was opened and no permit covers it; it is still open',
    },
    policy: { name: 'default', version: 1 },
    thresholds: { mergeMinutes: 10 },
    evidence: [{ sensor: raised.sensorUid, from: raised.now, until: null }],
    permits: [{ id: 1, applies: false, why: 'window_over' }],
  }
  const { rows } = await db.query<{ id: number }>(
    `with raised as (
       insert into alert (order_id, household_id, sensor_uid, kind, episode, severity, condition, started_at, last_at,
         raised_at, count, late, explanation)
       values ($1, $2, $3, $4, $5, $6, 'active', $7, $7, $7, 1, false, $8) returning id
     ), logged as (
       insert into alert_log (alert_id, at, what) select id, $7, 'raised' from raised
     )
     select id, pg_notify('menshen_alert', '') from raised`,
    [
      raised.orderId,
      raised.householdId,
      raised.sensorUid,
      raised.kind ?? 'unpermitted_opening',
      String(episodes),
      raised.severity ?? 'critical',
      at,
      JSON.stringify(explanation),
    ],
  )
  return alertId.parse(Number(rows[0]?.id))
}
