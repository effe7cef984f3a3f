import type { SensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { type BatteryForecast, type Facts, type Fitting, fittingAt, policyAt, takenOffAt } from '../facts.ts'
import {
  begunBySensor,
  type Episode,
  type Finding,
  type Heeded,
  type Memory,
  nothing,
  type Rule,
  settle,
  soonest,
} from '../rule.ts'
import { sentences } from '../sentences.ts'

/** The battery must outlast the order by this much: nobody comes for the sensor at midnight. */
const RESERVE_MS = 24 * 3_600_000

/**
 * The forecast of a fitted sensor's battery does not last to the order's end and a day, or the sensor itself says that
 * it is low. A later forecast that lasts, or the sensor's removal, is the end of it.
 */
export const sensorBattery: Rule = {
  kind: 'sensor_battery',
  hears: ['battery_low', 'time_passed', 'order_ended'],
  waits: 'always',
  heed(memory, happening, facts) {
    const find = (it: Episode): Finding => finding(it, facts)
    switch (happening.kind) {
      case 'battery_low':
        return raise(memory, { ...begunBySensor(happening.sensor, happening.at, 'minor'), late: happening.late }, find)
      case 'time_passed':
        return facts.fittings.reduce(
          (heeded, it) => and(heeded, passed(heeded.memory, it, happening.at, facts)),
          nothing(memory),
        )
      case 'order_ended':
        return settle(memory, () => true, happening.at, 'order_ended', find)
      default:
        return nothing(memory)
    }
  },
  /** When a forecast is judged, and when a sensor is taken off. */
  deadline(_memory, facts, _doors, after) {
    const judged = (fitting: Fitting): Instant =>
      soonest(fitting.forecasts, (it) => judgedAt(fitting, it, facts), after)
    return Math.min(soonest(facts.fittings, judged, after), soonest(facts.fittings, takenOffAt, after))
  },
}

function passed(memory: Memory, fitting: Fitting, at: Instant, facts: Facts): Heeded {
  const find = (it: Episode): Finding => finding(it, facts)
  const { sensor, until } = fitting
  const ofSensor = (it: Episode): boolean => it.sensor === sensor
  if (until !== null && until <= at) {
    const refitted = facts.fittings.some(
      (it) => it !== fitting && it.sensor === sensor && it.from >= until && it.from <= at,
    )
    return refitted ? nothing(memory) : settle(memory, ofSensor, at, 'sensor_removed', find)
  }
  const forecast = latest(fitting, at)
  if (forecast === undefined || at !== judgedAt(fitting, forecast, facts)) return nothing(memory)
  if (lasts(forecast, facts)) return settle(memory, ofSensor, at, 'battery_lasts', find)
  return raise(memory, begunBySensor(sensor, at, 'minor'), find)
}

function latest({ forecasts }: Fitting, at: Instant): BatteryForecast | undefined {
  return forecasts.findLast((it) => it.at <= at)
}

function judgedAt({ from }: Fitting, forecast: BatteryForecast, { order }: Facts): Instant {
  return Math.max(forecast.at, from, order.startsAt)
}

function lasts({ emptyAt }: BatteryForecast, { order }: Facts): boolean {
  return emptyAt === null || emptyAt >= order.endsAt + RESERVE_MS
}

function raise(memory: Memory, episode: Episode, find: (episode: Episode) => Finding): Heeded {
  if (memory.some((it) => it.sensor === episode.sensor)) return nothing(memory)
  return { memory: [...memory, episode], findings: [find(episode)] }
}

function and(earlier: Heeded, later: Heeded): Heeded {
  return { memory: later.memory, findings: [...earlier.findings, ...later.findings] }
}

function finding(episode: Episode, facts: Facts): Finding {
  const neededUntil = facts.order.endsAt + RESERVE_MS
  const emptyAt = forecastOf(episode.sensor, episode.startedAt, facts)
  return {
    kind: sensorBattery.kind,
    episode,
    sentence: sentences.sensorBattery(episode, emptyAt, facts.timeZone),
    policy: policyAt(facts, episode.startedAt),
    thresholds: emptyAt === null ? { neededUntil } : { neededUntil, emptyAt },
    permits: [],
  }
}

function forecastOf(sensor: SensorUid, at: Instant, facts: Facts): Instant | null {
  const fitting = fittingAt(facts, sensor, at)
  return fitting === undefined ? null : (latest(fitting, at)?.emptyAt ?? null)
}
