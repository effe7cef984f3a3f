import { z } from 'zod'

export const SENSOR_PAYLOAD_BYTES_MAX = 4096
export const MESSAGES_PER_PAYLOAD_MAX = 32

export const boot = z.string().regex(/^[a-z0-9]{4,16}$/)

/** The largest sequence number and counter that both JSON and PostgreSQL's bigint carry exactly. */
const counter = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** `age` beyond 30 days cannot be told from a broken clock. */
const AGE_MS_MAX = 30 * 24 * 3600 * 1000

/** Printable ASCII: neither what PostgreSQL's text cannot hold, nor a length that is counted in two ways. */
const asciiUpTo = (lengthMax: number) => z.string().regex(new RegExp(`^[ -~]{0,${lengthMax}}$`))

/** One message of a native sensor (`menshen/v1/<id>/up`). Unknown fields are ignored, unknown kinds refused. */
export const sensorMessage = z.object({
  boot,
  seq: counter.min(1),
  kind: z.enum(['opened', 'closed', 'heartbeat', 'tamper', 'tamper_cleared', 'low_battery', 'test', 'hello']),
  age: z.number().int().min(0).max(AGE_MS_MAX),
  door: z.enum(['open', 'closed']).nullish(),
  openings: counter.nullish(),
  battery: z.number().min(0).max(100).nullish(),
  millivolts: z.number().int().min(0).max(20_000).nullish(),
  rssi: z.number().min(-200).max(20).nullish(),
  firmware: asciiUpTo(32).nullish(),
  at: asciiUpTo(40).nullish(),
})

export type SensorMessage = z.infer<typeof sensorMessage>
