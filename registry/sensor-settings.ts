import { randomBytes } from 'node:crypto'
import { Failure } from '../base/failure.ts'
import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import type { Command, Settings } from '../protocol/settings.ts'
import type { Scope } from '../store/area.ts'
import { lockHousehold } from '../store/household.ts'
import { insertReportingLimit } from '../store/reporting-limit.ts'
import type { SensorRecord } from '../store/sensor.ts'
import {
  findSensorSetting,
  type SensorSetting,
  writeSensorCommand,
  writeSensorSetting,
} from '../store/sensor-setting.ts'
import { readSupervision } from '../store/supervision.ts'
import type { Queryable } from '../store/transaction.ts'
import { HEARTBEATS_PER_LIMIT, LIMIT_DIFFERENCE_MIN } from '../watch/learned-limit.ts'
import { sensorProfile } from '../watch/sensor-profile.ts'
import { contradiction } from './contradiction.ts'
import type { Randomness } from './secret.ts'
import { getSensor } from './sensor.ts'

/** So long a command waits for a sensor that sleeps. One that comes back after days must not beep or restart at night. */
export const COMMAND_WAITS_MS = 3_600_000
/** Without `closed` only the next heartbeat tells that a door is shut, and `left_open` must not be raised before it. */
export const HEARTBEAT_SECONDS_WITHOUT_CLOSINGS = 60
const COMMAND_ID_BYTES = 6

export interface SettingsChange {
  readonly heartbeatSeconds?: number | undefined
  readonly led?: boolean | undefined
  readonly reportClosings?: boolean | undefined
}

export interface SensorSettings extends Omit<SensorSetting, 'command'> {
  /** Null: none waits. */
  readonly command: SensorSetting['command']
  /** The longest time between heartbeats that its reporting limit bears. */
  readonly heartbeatSecondsMax: number
}

/** @throws Failure `record.not_found` out of scope; `record.conflict` for one behind a gateway. */
export async function readSensorSettings(
  db: Queryable,
  scope: Scope,
  uid: SensorUid,
  now: Instant,
): Promise<SensorSettings> {
  const sensor = await nativeSensor(db, scope, uid)
  const setting = await settingOf(db, uid)
  return { ...setting, command: waiting(setting, now), heartbeatSecondsMax: heartbeatSecondsMax(sensor) }
}

/**
 * What is absent stays as it is. The reporting limit grows with the heartbeat at once: the sensor may follow at any moment,
 * and must not be taken for silent then. It never shrinks with it: the sensor may not have heard of it yet, and the shorter
 * limit is learned from what it does.
 * @throws Failure `record.not_found` out of scope; `record.conflict` for one behind a gateway, retired or revoked;
 * `request.contradictory` for what would make the watch blind.
 */
export async function setSensorSettings(
  tx: Queryable,
  scope: Scope,
  uid: SensorUid,
  change: SettingsChange,
  now: Instant,
): Promise<void> {
  const sensor = await speakingSensor(tx, scope, uid)
  if (sensor.householdId !== null) await lockHousehold(tx, sensor.householdId)
  const before = await settingOf(tx, uid)
  const heartbeatSeconds = change.heartbeatSeconds ?? before.heartbeatSeconds
  const reportClosings = change.reportClosings ?? before.reportClosings
  requireSight(sensor, { heartbeatSeconds, reportClosings })
  const { heartbeatSeconds: heartbeat = null, led = null, reportClosings: closings = null } = change
  await writeSensorSetting(tx, { sensor: uid, heartbeatSeconds: heartbeat, led, reportClosings: closings }, now)
  if (change.heartbeatSeconds === undefined) return
  const limitSeconds = Math.ceil(HEARTBEATS_PER_LIMIT * change.heartbeatSeconds)
  const inForce = (await readSupervision(tx, [uid], now)).get(uid)
  const inForceSeconds = inForce?.learned?.limitSeconds ?? sensor.reportingLimitSeconds
  if (limitSeconds <= (1 + LIMIT_DIFFERENCE_MIN) * inForceSeconds) return
  await insertReportingLimit(tx, {
    ...{ sensor: uid, from: now, limitSeconds, gaps: 0, usualSeconds: change.heartbeatSeconds },
  })
  if (sensor.householdId !== null) await reconsider(tx, sensor.householdId, now)
}

/**
 * Done once, and given up when the sensor has not come for it in an hour. It takes the place of one that still waits.
 * @throws as `setSensorSettings` does.
 */
export async function commandSensor(
  tx: Queryable,
  scope: Scope,
  uid: SensorUid,
  name: Command,
  now: Instant,
  random: Randomness = randomBytes,
): Promise<void> {
  await speakingSensor(tx, scope, uid)
  await writeSensorCommand(tx, uid, { name, id: random(COMMAND_ID_BYTES).toString('hex'), at: now })
}

/** What a sensor's `down` says now. */
export function downOf(setting: SensorSetting, now: Instant): Settings {
  const { heartbeatSeconds, led, reportClosings } = setting
  const command = waiting(setting, now)
  return {
    ...(heartbeatSeconds === null ? {} : { heartbeatSeconds }),
    ...(led === null ? {} : { led }),
    ...(reportClosings === null ? {} : { reportClosings }),
    ...(command === null ? {} : { command: command.name, id: command.id }),
  }
}

function waiting({ command }: SensorSetting, now: Instant): SensorSetting['command'] {
  return command !== null && now - command.at < COMMAND_WAITS_MS ? command : null
}

async function settingOf(db: Queryable, sensor: SensorUid): Promise<SensorSetting> {
  const never = { sensor, heartbeatSeconds: null, led: null, reportClosings: null, command: null }
  return (await findSensorSetting(db, sensor)) ?? never
}

async function nativeSensor(db: Queryable, scope: Scope, uid: SensorUid): Promise<SensorRecord> {
  const sensor = await getSensor(db, scope, uid)
  if (sensor.gatewayId !== null) throw new Failure('record.conflict', { reason: 'its gateway sets it' })
  return sensor
}

async function speakingSensor(db: Queryable, scope: Scope, uid: SensorUid): Promise<SensorRecord> {
  const sensor = await nativeSensor(db, scope, uid)
  const isGone = sensor.state === 'retired' || sensor.revokedAt !== null
  if (isGone) throw new Failure('record.conflict', { reason: 'the sensor may not connect' })
  return sensor
}

function requireSight(
  sensor: SensorRecord,
  { heartbeatSeconds, reportClosings }: Pick<SensorSetting, 'heartbeatSeconds' | 'reportClosings'>,
): void {
  const most = heartbeatSecondsMax(sensor)
  if (heartbeatSeconds !== null && heartbeatSeconds > most) {
    throw contradiction('heartbeatSeconds', `its reporting limit bears a heartbeat of at most ${most} seconds`)
  }
  if (reportClosings !== false || (heartbeatSeconds ?? Number.POSITIVE_INFINITY) <= HEARTBEAT_SECONDS_WITHOUT_CLOSINGS)
    return
  const needed = `a heartbeat of at most ${HEARTBEAT_SECONDS_WITHOUT_CLOSINGS} seconds`
  throw contradiction('reportClosings', `without closings ${needed} has to tell that the door is shut`)
}

function heartbeatSecondsMax({ model, reportingLimitSeconds }: SensorRecord): number {
  const ceilingSeconds = Math.max(sensorProfile(model).ceilingSeconds, reportingLimitSeconds)
  return Math.floor(ceilingSeconds / HEARTBEATS_PER_LIMIT)
}
