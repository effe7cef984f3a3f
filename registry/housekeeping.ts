import type { Pool } from 'pg'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { eraseAnswered } from '../store/answered-request.ts'
import { eraseExpired, eraseOutages, eraseReadings, eraseRejected, eraseTestNotifications } from '../store/retention.ts'

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
const READINGS_DAYS = 120
const REJECTED_DAYS = 7
/** Long after whoever sent a request has stopped sending it again. */
const ANSWERED_DAYS = 2
const TEST_DAYS = 7

/** Erases what is past its retention, once. Returns how many orders' traces went. */
export async function keepHouse({ pool, clock, retentionDays }: HousekeepingOptions): Promise<number> {
  const now = clock()
  const { orders } = await eraseExpired(pool, now, { retentionDays, limit: ORDERS_AT_ONCE })
  await eraseOutages(pool, now - retentionDays * DAY_MS)
  await eraseReadings(pool, now - READINGS_DAYS * DAY_MS)
  await eraseRejected(pool, now - REJECTED_DAYS * DAY_MS)
  await eraseAnswered(pool, now - ANSWERED_DAYS * DAY_MS)
  await eraseTestNotifications(pool, now - TEST_DAYS * DAY_MS)
  return orders
}

/** Keeps house now and every ten minutes. Returns what stops it. */
export function startHousekeeping(options: HousekeepingOptions): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const keep = (): void => {
    running = keepHouse(options).then(
      (orders) => {
        if (orders > 0) options.log.info({ orders }, 'what was recorded under these orders has been erased')
      },
      (error: Error) => options.log.error({ err: error }, 'erasing failed; tried again in ten minutes'),
    )
  }
  keep()
  const timer = setInterval(keep, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}
