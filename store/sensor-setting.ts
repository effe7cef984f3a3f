import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Command } from '../protocol/settings.ts'
import type { Queryable } from './transaction.ts'

export interface SensorSetting {
  readonly sensor: SensorUid
  /** Null: never set. */
  readonly heartbeatSeconds: number | null
  readonly led: boolean | null
  readonly reportClosings: boolean | null
  /** The one given last, whether or not it still waits. */
  readonly command: { readonly name: Command; readonly id: string; readonly at: Instant } | null
}

const COLUMNS = `sensor_uid as sensor, heartbeat_seconds as "heartbeatSeconds", led, report_closings as "reportClosings",
  case when command is not null then json_build_object('name', command, 'id', command_id,
    'at', round(extract(epoch from command_at) * 1000)) end as command`

/** Null for a sensor that was never told anything. */
export async function findSensorSetting(db: Queryable, sensor: string): Promise<SensorSetting | null> {
  const { rows } = await db.query<SensorSetting>({
    name: 'find_sensor_setting',
    text: `select ${COLUMNS} from sensor_setting where sensor_uid = $1`,
    values: [sensor],
  })
  return rows[0] ?? null
}

/** All that were ever told anything, in the order of their names. */
export async function listSensorSettings(db: Queryable, after: string, limit: number): Promise<SensorSetting[]> {
  const { rows } = await db.query<SensorSetting>({
    name: 'list_sensor_settings',
    text: `select ${COLUMNS} from sensor_setting where sensor_uid > $1 order by sensor_uid limit $2`,
    values: [after, limit],
  })
  return rows
}

/** Those changed from `since` on, and those whose command was given between `lapsed.since` and `lapsed.until`. */
export async function sensorSettingsChanged(
  db: Queryable,
  since: Instant,
  lapsed: { readonly since: Instant; readonly until: Instant },
  limit: number,
): Promise<SensorSetting[]> {
  const { rows } = await db.query<SensorSetting>({
    name: 'sensor_settings_changed',
    text: `select ${COLUMNS} from sensor_setting where changed_at >= to_timestamp($1 / 1000.0)
             or (command_at >= to_timestamp($2 / 1000.0) and command_at < to_timestamp($3 / 1000.0))
           order by changed_at desc limit $4`,
    values: [since, lapsed.since, lapsed.until, limit],
  })
  return rows
}

/** What is null stays as it is. */
export async function writeSensorSetting(
  tx: Queryable,
  setting: Omit<SensorSetting, 'command'>,
  at: Instant,
): Promise<void> {
  await tx.query({
    name: 'write_sensor_setting',
    text: `insert into sensor_setting as s (sensor_uid, heartbeat_seconds, led, report_closings, changed_at)
           values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))
           on conflict (sensor_uid) do update set
             heartbeat_seconds = coalesce(excluded.heartbeat_seconds, s.heartbeat_seconds),
             led = coalesce(excluded.led, s.led),
             report_closings = coalesce(excluded.report_closings, s.report_closings), changed_at = excluded.changed_at`,
    values: [setting.sensor, setting.heartbeatSeconds, setting.led, setting.reportClosings, at],
  })
}

/** Takes the place of the command given before. */
export async function writeSensorCommand(
  tx: Queryable,
  sensor: SensorUid,
  command: NonNullable<SensorSetting['command']>,
): Promise<void> {
  await tx.query({
    name: 'write_sensor_command',
    text: `insert into sensor_setting (sensor_uid, command, command_id, command_at, changed_at)
           values ($1, $2, $3, to_timestamp($4 / 1000.0), to_timestamp($4 / 1000.0))
           on conflict (sensor_uid) do update set command = excluded.command, command_id = excluded.command_id,
             command_at = excluded.command_at, changed_at = excluded.changed_at`,
    values: [sensor, command.name, command.id, command.at],
  })
}
