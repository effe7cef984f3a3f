import { sensorId, sensorTopic } from '../../protocol/topic.ts'

/** A CONNECT as it came. */
export interface Admission {
  readonly clientId: string
  readonly username: string | null
  readonly secret: string | null
  readonly protocolVersion: number
  readonly keepaliveSeconds: number
  readonly will: string | null
}

/** Who is let in; a part that is null is not looked at. */
export interface Expected {
  readonly id: string | null
  readonly secret: string | null
}

const KEEPALIVE_SECONDS_MAX = 3600
const MQTT_5 = 5

/** Why Menshen's own broker would turn this CONNECT away, in words; null when it would not. */
export function refusalOf(connect: Admission, expected: Expected): string | null {
  const { clientId, username, secret, protocolVersion, keepaliveSeconds, will } = connect
  if (protocolVersion >= MQTT_5) return 'MQTT 5; use 3.1.1'
  if (keepaliveSeconds === 0) return 'no keep-alive; 1 to 3600 s are taken'
  if (keepaliveSeconds > KEEPALIVE_SECONDS_MAX) return `a keep-alive of ${keepaliveSeconds} s; 1 to 3600 s are taken`
  if (!sensorId.safeParse(clientId).success) return 'not a sensor id: 4 to 32 of a-z, 0-9 and -, not beginning with -'
  if (username !== clientId)
    return `the user name is ${username === null ? 'absent' : `"${username}"`}, not the client id`
  if (expected.id !== null && clientId !== expected.id) return `not the sensor that is judged, ${expected.id}`
  if (expected.secret !== null && secret !== expected.secret) return 'a wrong secret'
  if (will !== null && will !== sensorTopic(clientId, 'gone')) return `a will on ${will}, which is not its own gone`
  return null
}
