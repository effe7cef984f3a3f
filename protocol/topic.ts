import { z } from 'zod'

/** A native sensor's id is also its MQTT client id and user name. */
export const sensorId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{3,31}$/, 'a sensor id is 4 to 32 of a-z, 0-9 and -, and does not begin with -')

export type SensorTopicKind = 'up' | 'ack' | 'down' | 'gone'

export function sensorTopic(id: string, kind: SensorTopicKind): string {
  return `menshen/v1/${id}/${kind}`
}

const SENSOR_TOPIC = /^menshen\/v1\/([a-z0-9][a-z0-9-]{3,31})\/(up|ack|down|gone)$/

/** Returns null for every topic that is not exactly a native sensor's. */
export function parseSensorTopic(topic: string): { id: string; kind: string } | null {
  const match = SENSOR_TOPIC.exec(topic)
  const [, id, kind] = match ?? []
  return id === undefined || kind === undefined ? null : { id, kind }
}
