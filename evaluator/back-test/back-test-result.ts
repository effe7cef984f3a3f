import { z } from 'zod'
import { alertId, areaId, householdId } from '../../base/id.ts'

const count = z.number().int().min(0)
/** What live operation did, and what the draft would have done with the same history. */
const pair = z.object({ before: count, after: count })
const moment = z.iso.datetime({ offset: true })

const missedBreach = z.object({ alertId, householdId, kind: z.string(), startedAt: moment })

/** What a back-test says, as stored, over HTTP and as the command's JSON. Alerts are those of the kinds that a policy decides. */
export const backTestResult = z.object({
  from: moment,
  until: moment,
  days: z.number(),
  orders: count,
  /** Orders with more events than a back-test takes at once: not in any of the numbers. */
  ordersTooLong: count,
  households: count,
  events: count,
  alerts: pair,
  alertsPerDay: z.object({ before: z.number(), after: z.number() }),
  /** By the day of the household's zone in which an alert's trouble began; days without any are left out. */
  byDay: z.array(pair.extend({ day: z.string() })),
  /** The same for each kind of alert; empty in results of before this was kept. */
  byDayAndKind: z.array(pair.extend({ day: z.string(), kind: z.string() })).default([]),
  /** By that zone's hour, 0 to 23. */
  byHour: z.array(pair.extend({ hour: z.number().int() })),
  /** The buildings with the most alerts; `buildingsLeftOut` counts the others. */
  byBuilding: z.array(pair.extend({ areaId, name: z.string() })),
  buildingsLeftOut: count,
  byKind: z.array(pair.extend({ kind: z.string() })),
  householdsAffected: pair,
  notices: pair,
  /** Alerts of live operation that later knowledge took back (a permit after the fact, for one): not in `before`. */
  alertsTakenBack: count,
  breachesConfirmed: count,
  /** Breaches that staff confirmed and of which the draft would have said nothing. */
  breachesMissed: z.array(missedBreach),
  breachesMissedLeftOut: count,
  seconds: z.number(),
  eventsPerSecond: count,
})
export type BackTestResult = z.infer<typeof backTestResult>

/** How far a back-test is. */
export const backTestProgress = z.object({ ordersDone: count, ordersAll: count, events: count })
export type BackTestProgress = z.infer<typeof backTestProgress>
