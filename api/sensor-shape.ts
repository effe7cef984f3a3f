import { z } from 'zod'
import { householdId, sensorUid } from '../base/id.ts'
import type { SensorFitting, SensorRecord } from '../store/sensor.ts'
import { DISTRUST_CAUSES } from '../watch/facts.ts'
import { SIGNALS, signalOf } from '../watch/signal.ts'
import { instant } from './instant-codec.ts'
import { supervisionShape } from './supervision-shape.ts'

/** How well a sensor was last heard; null where its maker does not let it tell. */
export const signalShape = z.object({ rssi: z.number(), verdict: z.enum(SIGNALS) }).nullable()

export function showSignal(rssi: number | null): z.infer<typeof signalShape> {
  const verdict = signalOf(rssi)
  return rssi === null || verdict === null ? null : { rssi, verdict }
}

export const sensorState = z.enum(['stock', 'fitted', 'retired'])

export const sensorShape = supervisionShape.extend({
  uid: sensorUid,
  model: z.string(),
  /** As it last said; null: it does not tell. */
  firmware: z.string().nullable(),
  gatewayId: z.string().nullable(),
  /** What its gateway calls it. */
  alias: z.string().nullable(),
  state: sensorState,
  reportingLimitSeconds: z.number().int(),
  revokedAt: instant.nullable(),
  /** What it says proves nothing; null: it is believed. `begunBy` is `menshen` where the service noticed by itself. */
  distrust: z
    .object({ from: instant, cause: z.enum(DISTRUST_CAUSES), reason: z.string(), begunBy: z.string() })
    .nullable(),
  householdId: householdId.nullable(),
  heardAt: instant.nullable(),
  signal: signalShape,
  /** The names around where it belongs: its household's, or its stock's. */
  community: z.string().nullable(),
  compound: z.string().nullable(),
  building: z.string().nullable(),
  unit: z.string().nullable(),
  /** The door that it is on; null: none. */
  fitting: z
    .object({
      id: z.number().int(),
      room: z.string(),
      door: z.string(),
      from: instant,
      walkTestPassedAt: instant.nullable(),
      /** What it showed then: milliseconds until an opening and a closing were seen. */
      walkTest: z.object({
        openedMs: z.number().int().nullable(),
        closedMs: z.number().int().nullable(),
        signal: signalShape,
      }),
    })
    .nullable(),
})

export function showSensor<T extends SensorRecord>(record: T) {
  const { fitting } = record
  return { ...record, signal: showSignal(record.rssi), fitting: fitting === null ? null : showFitting(fitting) }
}

function showFitting({ walkTest: { rssi, ...seen }, ...fitting }: SensorFitting) {
  return { ...fitting, walkTest: { ...seen, signal: showSignal(rssi) } }
}
