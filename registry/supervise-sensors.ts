import type { Pool } from 'pg'
import type { HouseholdId } from '../base/id.ts'
import type { Clock, Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import { type ForecastRow, insertBatteryForecast } from '../store/battery-forecast.ts'
import { lockHousehold } from '../store/household.ts'
import { insertReportingLimit, type LearnedLimitRow } from '../store/reporting-limit.ts'
import { claimSupervision, type SupervisedSensor } from '../store/supervision.ts'
import { inTransaction } from '../store/transaction.ts'
import { forecastBatteries } from './forecast-batteries.ts'
import { learnLimits } from './learn-limits.ts'

export interface Supervision {
  readonly pool: Pool
  readonly clock: Clock
  /** True once no more is to be begun. */
  readonly isStopping: () => boolean
}

/** What one run has looked at, and what it wrote. */
export interface Supervised {
  readonly sensors: number
  readonly limits: number
  readonly forecasts: number
}

/** A sensor is looked at once a day. */
const EVERY_MS = 24 * 3_600_000
const SENSORS_AT_ONCE = 50
const SENSORS_MAX = 500
/** Households judged anew in one run; what is left has its turn in the next. */
const HOUSEHOLDS_MAX = 200

interface Changes {
  readonly limits: readonly LearnedLimitRow[]
  readonly forecasts: readonly ForecastRow[]
}

/**
 * Learns reporting limits and forecasts batteries from what is stored of the sensors under a current order, each once a
 * day. What is new is written, and its household judged with it, in a transaction of its own. A run that fails leaves
 * its last 50 sensors to the next day.
 */
export async function superviseSensors({ pool, clock, isStopping }: Supervision): Promise<Supervised> {
  let sum: Supervised = { sensors: 0, limits: 0, forecasts: 0 }
  let households = 0
  while (!isStopping() && sum.sensors < SENSORS_MAX && households < HOUSEHOLDS_MAX) {
    const now = clock()
    const sensors = await claimSupervision(pool, now, now - EVERY_MS, SENSORS_AT_ONCE)
    if (sensors.length === 0) break
    const changes = await lookAt(pool, sensors, now)
    households += await write(pool, sensors, changes, now)
    sum = {
      sensors: sum.sensors + sensors.length,
      limits: sum.limits + changes.limits.length,
      forecasts: sum.forecasts + changes.forecasts.length,
    }
  }
  return sum
}

async function lookAt(pool: Pool, sensors: readonly SupervisedSensor[], now: Instant): Promise<Changes> {
  const forecasts = await forecastBatteries(pool, sensors, now)
  const fresh = new Map(forecasts.map((it) => [it.sensor, it]))
  const emptyAt = (it: SupervisedSensor) => (fresh.get(it.sensor) ?? it).emptyAt
  return { forecasts, limits: await learnLimits(pool, sensors, emptyAt, now) }
}

/** Returns how many households were judged anew. */
async function write(
  pool: Pool,
  sensors: readonly SupervisedSensor[],
  { limits, forecasts }: Changes,
  now: Instant,
): Promise<number> {
  const homes = new Map(sensors.map((it) => [it.sensor, it.household]))
  const concerned = new Set<HouseholdId>()
  for (const { sensor } of [...limits, ...forecasts]) {
    const household = homes.get(sensor)
    if (household !== undefined) concerned.add(household)
  }
  for (const household of concerned) {
    const isItsOwn = ({ sensor }: LearnedLimitRow | ForecastRow) => homes.get(sensor) === household
    await inTransaction(pool, async (tx) => {
      await lockHousehold(tx, household)
      for (const row of limits.filter(isItsOwn)) await insertReportingLimit(tx, row)
      for (const row of forecasts.filter(isItsOwn)) await insertBatteryForecast(tx, row)
      await reconsider(tx, household, now)
    })
  }
  return concerned.size
}
