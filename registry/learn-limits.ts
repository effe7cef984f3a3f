import type { Instant } from '../base/instant.ts'
import { readMessageGaps } from '../store/door-event.ts'
import type { LearnedLimitRow } from '../store/reporting-limit.ts'
import { keepUsual, type SupervisedSensor } from '../store/supervision.ts'
import type { Queryable } from '../store/transaction.ts'
import { HEARTBEATS_PER_LIMIT, type LearnedLimit, learnedLimit, replaces } from '../watch/learned-limit.ts'
import { sensorProfile } from '../watch/sensor-profile.ts'

type Learned = Extract<LearnedLimit, { kind: 'learned' }>

const DAY_MS = 24 * 3_600_000
const LOOK_BACK_MS = 2 * DAY_MS
/** Of one sensor: at a message a minute two thirds of a day, at one in three minutes all of the two days. */
const MESSAGES_MAX = 1000
/** A battery that ends within this is failing. */
const FAILING_MS = 7 * DAY_MS

/**
 * The limits that these sensors' messages of the last two days teach, where they replace those in force. The ceiling is
 * the profile's, or what a person has registered where that is looser. `emptyAt`: when a sensor's battery will be empty.
 */
export async function learnLimits(
  db: Queryable,
  sensors: readonly SupervisedSensor[],
  emptyAt: (sensor: SupervisedSensor) => Instant | null,
  now: Instant,
): Promise<readonly LearnedLimitRow[]> {
  const listening = sensors.map((it) => ({ ...it, since: Math.max(it.since, now - LOOK_BACK_MS) }))
  const gaps = await readMessageGaps(db, listening, MESSAGES_MAX)
  const looked = sensors.map((it) => ({ ...it, learned: learn(it, gaps.get(it.sensor) ?? []) }))
  await keepUsual(
    db,
    looked.map(({ sensor, learned }) => ({ sensor, usualSeconds: learned && learned.usualMs / 1000 })),
  )
  return looked.flatMap(({ learned, ...sensor }): LearnedLimitRow[] => {
    const end = emptyAt(sensor)
    const inForce = {
      limitMs: sensor.limitSeconds * 1000,
      usualMs: sensor.usualSeconds && sensor.usualSeconds * 1000,
      isFailing: end !== null && end - now < FAILING_MS,
    }
    if (learned === null || !replaces(learned, inForce)) return []
    const limitSeconds = Math.round(learned.limitMs / 1000)
    return [
      { sensor: sensor.sensor, from: now, limitSeconds, gaps: learned.gaps, usualSeconds: learned.usualMs / 1000 },
    ]
  })
}

function learn(sensor: SupervisedSensor, gapsMs: readonly number[]): Learned | null {
  const { floorSeconds, ceilingSeconds } = sensorProfile(sensor.model)
  // It may have spoken more often until now than it was told to from now on.
  const ofHeartbeat = HEARTBEATS_PER_LIMIT * (sensor.heartbeatSeconds ?? 0)
  const learned = learnedLimit(gapsMs, {
    floorMs: Math.max(Math.min(floorSeconds, sensor.registeredLimitSeconds), ofHeartbeat) * 1000,
    ceilingMs: Math.max(ceilingSeconds, sensor.registeredLimitSeconds) * 1000,
  })
  return learned.kind === 'learned' ? learned : null
}
