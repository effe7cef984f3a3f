import { z } from 'zod'
import { areaId } from '../base/id.ts'
import { backTestResult } from '../evaluator/back-test/back-test-result.ts'
import { BACK_TEST_STATES } from '../store/back-test.ts'
import { policySettings } from '../watch/policy.ts'
import { instant } from './instant-codec.ts'

/** A back-test as it is now, without its result; `failure` when it failed. */
export const listedBackTestShape = z.object({
  id: z.number().int(),
  areaId,
  /** The area behind the one around it. */
  place: z.string(),
  /** The area's; the days of the result are those of each household's zone. */
  timeZone: z.string(),
  startedBy: z.string(),
  from: instant,
  until: instant,
  settings: policySettings,
  state: z.enum(BACK_TEST_STATES),
  createdAt: instant,
  endedAt: instant.nullable(),
  ordersDone: z.number().int(),
  ordersAll: z.number().int(),
  events: z.number().int(),
  failure: z.string().nullable(),
})

/** With its `result` once it is done. */
export const backTestShape = listedBackTestShape.extend({ result: backTestResult.nullable() })
