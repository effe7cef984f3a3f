import type { SensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { type BatteryForecast, type Facts, type Fitting, policyAt } from '../facts.ts'
import {
  begunBySensor,
  type Episode,
  earliest,
  type Finding,
  type Heeded,
  type Memory,
  nothing,
  type Rule,
  settle,
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
  deadline: (memory, facts, _doors, after) =>
    earliest(facts.fittings.flatMap((it) => instantsOf(it, memory, facts)).filter((it) => it > after)),
}

/** When something may change about a fitting: a forecast that is or was made, and its end while an episode lasts. */
function instantsOf(fitting: Fitting, memory: Memory, { order }: Facts): readonly Instant[] {
  const { forecasts, from, until, sensor } = fitting
  if (forecasts.length === 0 && memory.length === 0) return []
  const judged = forecasts
    .map((it) => Math.max(it.at, from, order.startsAt))
    .filter((it) => until === null || it < until)
  return until !== null && memory.some((it) => it.sensor === sensor) ? [...judged, until] : judged
}

function passed(memory: Memory, fitting: Fitting, at: Instant, facts: Facts): Heeded {
  const find = (it: Episode): Finding => finding(it, facts)
  const { sensor, from, until } = fitting
  const ofSensor = (it: Episode): boolean => it.sensor === sensor
  if (until !== null && until <= at) {
    const refitted = facts.fittings.some(
      (it) => it !== fitting && it.sensor === sensor && it.from >= until && it.from <= at,
    )
    return refitted ? nothing(memory) : settle(memory, ofSensor, at, 'sensor_removed', find)
  }
  if (at < from) return nothing(memory)
  const forecast = latest(fitting, at)
  if (forecast === undefined || !isJudgedAt(fitting, forecast, at, facts)) return nothing(memory)
  if (lasts(forecast, facts)) return settle(memory, ofSensor, at, 'battery_lasts', find)
  return raise(memory, begunBySensor(sensor, at, 'minor'), find)
}

function latest({ forecasts }: Fitting, at: Instant): BatteryForecast | undefined {
  return forecasts.findLast((it) => it.at <= at)
}

function isJudgedAt({ from }: Fitting, forecast: BatteryForecast, at: Instant, { order }: Facts): boolean {
  return at === Math.max(forecast.at, from, order.startsAt)
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

function forecastOf(sensor: SensorUid, at: Instant, { fittings }: Facts): Instant | null {
  const fitting = fittings.find((it) => it.sensor === sensor && it.from <= at && (it.until === null || at < it.until))
  return fitting === undefined ? null : (latest(fitting, at)?.emptyAt ?? null)
}
