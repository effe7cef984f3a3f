import { Failure } from '../base/failure.ts'
import type { AreaId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { sensorId } from '../protocol/topic.ts'
import { type Scope, scopeHoldsRoot } from '../store/area.ts'
import { deviceNameIsTaken, findGateway } from '../store/gateway.ts'
import {
  findSensor,
  insertGatewayAlias,
  insertSensor,
  markSensorRetired,
  renewSensorSecret,
  replaceSensorSecret,
  revokeSensorSecret,
  type SensorRecord,
} from '../store/sensor.ts'
import type { Queryable } from '../store/transaction.ts'
import { issueSecret, type Randomness } from './secret.ts'

export interface NewSensor {
  readonly uid: SensorUid
  readonly model: string
  readonly reportingLimitSeconds: number
  /** The stock that holds it until it is fitted. */
  readonly areaId: AreaId | null
  /** Set when it speaks through a gateway, which then holds the secret. */
  readonly gateway: { readonly id: string; readonly alias: string | null } | null
}

export interface RegisteredSensor {
  readonly uid: SensorUid
  /** Null for a sensor behind a gateway. */
  readonly secret: string | null
}

/**
 * @throws Failure `request.invalid` for a native sensor whose id cannot be a topic; `record.conflict` for a name that
 * is taken; `record.not_found` for a gateway out of scope.
 */
export async function registerSensor(
  tx: Queryable,
  scope: Scope,
  sensor: NewSensor,
  random?: Randomness,
): Promise<RegisteredSensor> {
  if (sensor.gateway === null) requireTopicName(sensor.uid)
  else await requireGateway(tx, scope, sensor.gateway.id)
  if (await deviceNameIsTaken(tx, sensor.uid)) throw new Failure('record.conflict', { reason: 'the uid is taken' })
  const issued = sensor.gateway === null ? issueSecret(random) : null
  const gatewayId = sensor.gateway?.id ?? null
  const inserted = await insertSensor(tx, { ...sensor, gatewayId, secretSha256: issued?.sha256 ?? null })
  if (!inserted) throw new Failure('record.conflict', { reason: 'the uid is taken' })
  if (sensor.gateway !== null && sensor.gateway.alias !== null) {
    await insertGatewayAlias(tx, sensor.gateway.id, sensor.gateway.alias, sensor.uid)
  }
  return { uid: sensor.uid, secret: issued?.secret ?? null }
}

function requireTopicName(uid: SensorUid): void {
  const parsed = sensorId.safeParse(uid)
  if (!parsed.success) throw new Failure('request.invalid', { issues: [{ path: 'uid', message: 'not a sensor id' }] })
}

async function requireGateway(tx: Queryable, scope: Scope, id: string): Promise<void> {
  const gateway = await findGateway(tx, scope, await scopeHoldsRoot(tx, scope), id)
  if (gateway === null) throw new Failure('record.not_found', { record: 'gateway', id })
}

/** @throws Failure `record.not_found` when it is not within the scope. */
export async function getSensor(db: Queryable, scope: Scope, uid: SensorUid): Promise<SensorRecord> {
  const sensor = await findSensor(db, scope, await scopeHoldsRoot(db, scope), uid)
  if (sensor === null) throw new Failure('record.not_found', { record: 'sensor', uid })
  return sensor
}

/** The old secret stops working; a revoked sensor may speak again. */
export async function reissueSecret(tx: Queryable, uid: SensorUid, random?: Randomness): Promise<string> {
  const { secret, sha256 } = issueSecret(random)
  await replaceSensorSecret(tx, uid, sha256)
  return secret
}

export interface RenewedSensor {
  /** Null for a sensor behind a gateway. */
  readonly secret: string | null
  readonly wasRetired: boolean
}

/**
 * Gives a sensor another secret; its old one stops working. One that was revoked may speak again, and one that was retired
 * is back in stock; what it did and on which doors stays known.
 * @throws Failure `record.not_found` out of scope; `record.conflict` for one behind a gateway that needs nothing of this.
 */
export async function renewSensor(
  tx: Queryable,
  scope: Scope,
  uid: SensorUid,
  random?: Randomness,
): Promise<RenewedSensor> {
  const sensor = await getSensor(tx, scope, uid)
  const wasRetired = sensor.state === 'retired'
  if (sensor.gatewayId !== null && sensor.revokedAt === null && !wasRetired) {
    throw new Failure('record.conflict', { reason: 'its gateway holds the secret' })
  }
  const { secret, sha256 } = issueSecret(random)
  await renewSensorSecret(tx, uid, sha256)
  return { secret: sensor.gatewayId === null ? secret : null, wasRetired }
}

/** Its next connection is refused. Whoever holds the broker throws the present one off. */
export async function revokeSensor(tx: Queryable, scope: Scope, uid: SensorUid, at: Instant): Promise<void> {
  const sensor = await getSensor(tx, scope, uid)
  await revokeSensorSecret(tx, sensor.uid, at)
}

/**
 * Takes a sensor out of use for good: it speaks no more and can be put on no door.
 * @throws Failure `record.not_found` out of scope; `record.conflict` while it is on a door.
 */
export async function retireSensor(tx: Queryable, scope: Scope, uid: SensorUid, at: Instant): Promise<void> {
  const sensor = await getSensor(tx, scope, uid)
  if (sensor.householdId !== null) throw new Failure('record.conflict', { reason: 'the sensor is on a door' })
  await markSensorRetired(tx, uid)
  await revokeSensorSecret(tx, uid, at)
}
