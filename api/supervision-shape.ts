import { z } from 'zod'
import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { readSupervision, type SensorSupervision } from '../store/supervision.ts'
import type { Queryable } from '../store/transaction.ts'
import { instant } from './instant-codec.ts'

/** How long a sensor may be quiet, and when its battery ends: what holds, and what it was concluded from. */
export const supervisionShape = z.object({
  reportingLimit: z.object({
    seconds: z.number().int(),
    source: z.enum(['profile', 'learned', 'heartbeat']),
    /** What it was registered with, and what holds until something is learned. */
    profileSeconds: z.number().int(),
    /**
     * From how many gaps between its messages it was learned, the usual one, and since when it holds; null where it
     * was not, but is the profile's or follows from the heartbeat that was set.
     */
    learned: z.object({ from: instant, gaps: z.number().int(), usualGapSeconds: z.number() }).nullable(),
  }),
  /** Null before the first forecast. `emptyAt` null: no end in sight. */
  battery: z.object({ emptyAt: instant.nullable(), forecastAt: instant, readings: z.number().int() }).nullable(),
})

type Supervision = z.infer<typeof supervisionShape>

/** Each record about a sensor, with the sensor's supervision at an instant. */
export async function withSupervision<T>(
  db: Queryable,
  records: readonly T[],
  sensorOf: (record: T) => SensorUid,
  at: Instant,
): Promise<(T & Supervision)[]> {
  const known = await readSupervision(db, records.map(sensorOf), at)
  return records.flatMap((record) => {
    const supervision = known.get(sensorOf(record))
    return supervision === undefined ? [] : [{ ...record, ...toShape(supervision) }]
  })
}

function toShape({ registeredLimitSeconds, learned, forecast }: SensorSupervision): Supervision {
  return {
    reportingLimit: {
      seconds: learned?.limitSeconds ?? registeredLimitSeconds,
      source: learned === null ? 'profile' : learned.gaps === 0 ? 'heartbeat' : 'learned',
      profileSeconds: registeredLimitSeconds,
      learned:
        learned && learned.gaps > 0
          ? { from: learned.from, gaps: learned.gaps, usualGapSeconds: learned.usualSeconds }
          : null,
    },
    battery: forecast && { emptyAt: forecast.emptyAt, forecastAt: forecast.at, readings: forecast.readings },
  }
}
