import type { Pool } from 'pg'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { eraseAnswered } from '../store/answered-request.ts'
import { eraseBackTests } from '../store/back-test.ts'
import { eraseBatteryForecasts } from '../store/battery-forecast.ts'
import { eraseDistrusts } from '../store/distrust.ts'
import { eraseAbsences } from '../store/group.ts'
import { eraseGroupAlerts } from '../store/group-alert.ts'
import { eraseReportingLimits } from '../store/reporting-limit.ts'
import {
  eraseAreaPermits,
  eraseExpired,
  eraseOutages,
  eraseReadings,
  eraseRejected,
  eraseTestNotifications,
} from '../store/retention.ts'
import { eraseRosterExceptions } from '../store/roster-exception.ts'
import { eraseSilences } from '../store/silence.ts'
import { eraseCanaryTraces } from './canary.ts'
import { superviseSensors } from './supervise-sensors.ts'

export interface HousekeepingOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  /** Days after the end or release of an order for which what was recorded under it is kept. */
  readonly retentionDays: number
}

const DAY_MS = 24 * 3_600_000
const EVERY_MS = 10 * 60_000
const ORDERS_AT_ONCE = 100
/** What sensors say of themselves, and what was made of it, unless it still holds for a sensor on a door. */
const READINGS_DAYS = 120
const REJECTED_DAYS = 7
/** Long after whoever sent a request has stopped sending it again. */
const ANSWERED_DAYS = 2
const TEST_DAYS = 7
const BACK_TEST_DAYS = 30

/** Erases what is past its retention, once. Returns how many orders' traces went. */
export async function keepHouse({ pool, clock, retentionDays }: HousekeepingOptions): Promise<number> {
  const now = clock()
  const { orders } = await eraseExpired(pool, now, { retentionDays, limit: ORDERS_AT_ONCE })
  await eraseCanaryTraces(pool, now)
  await eraseAreaPermits(pool, now - retentionDays * DAY_MS)
  await eraseOutages(pool, now - retentionDays * DAY_MS)
  await eraseDistrusts(pool, now - retentionDays * DAY_MS)
  await eraseGroupAlerts(pool, now - retentionDays * DAY_MS)
  await eraseRosterExceptions(pool, now - retentionDays * DAY_MS)
  await eraseSilences(pool, now - retentionDays * DAY_MS)
  await eraseAbsences(pool, now - retentionDays * DAY_MS)
  await eraseReadings(pool, now - READINGS_DAYS * DAY_MS)
  await eraseReportingLimits(pool, now - READINGS_DAYS * DAY_MS)
  await eraseBatteryForecasts(pool, now - READINGS_DAYS * DAY_MS)
  await eraseRejected(pool, now - REJECTED_DAYS * DAY_MS)
  await eraseAnswered(pool, now - ANSWERED_DAYS * DAY_MS)
  await eraseTestNotifications(pool, now - TEST_DAYS * DAY_MS)
  await eraseBackTests(pool, now - BACK_TEST_DAYS * DAY_MS)
  return orders
}

/**
 * Keeps house now and every ten minutes, and from the second time on looks at the sensors whose turn it is: at the start
 * an outage of ours may not be known yet, and nothing must be judged without it. Returns what stops it.
 */
export function startHousekeeping(options: HousekeepingOptions): () => Promise<void> {
  let stopping = false
  let running: Promise<void> | null = erase(options).finally(() => {
    running = null
  })
  const keep = async (): Promise<void> => {
    await erase(options)
    await supervise(options, () => stopping)
    running = null
  }
  const timer = setInterval(() => {
    running ??= keep()
  }, EVERY_MS)
  return async () => {
    stopping = true
    clearInterval(timer)
    await running
  }
}

function erase(options: HousekeepingOptions): Promise<void> {
  return keepHouse(options).then(
    (orders) => {
      if (orders > 0) options.log.info({ orders }, 'what was recorded under these orders has been erased')
    },
    (error: Error) => options.log.error({ err: error }, 'erasing failed; tried again in ten minutes'),
  )
}

function supervise({ pool, clock, log }: HousekeepingOptions, isStopping: () => boolean): Promise<void> {
  return superviseSensors({ pool, clock, isStopping }).then(
    (supervised) => {
      if (supervised.limits + supervised.forecasts > 0) log.info(supervised, 'sensors were looked at')
    },
    (error: Error) =>
      log.error({ err: error }, 'looking at sensors failed; the next ones have their turn in ten minutes'),
  )
}
