import { z } from 'zod'
import { areaId } from '../base/id.ts'
import { backTestResult } from '../evaluator/back-test/back-test-result.ts'
import { BACK_TEST_STATES } from '../store/back-test.ts'
import { policySettings } from '../watch/policy.ts'
import { instant } from './instant-codec.ts'

/** A back-test as it is now; `result` once it is done, `failure` when it failed. */
export const backTestShape = z.object({
  id: z.number().int(),
  areaId,
  from: instant,
  until: instant,
  settings: policySettings,
  state: z.enum(BACK_TEST_STATES),
  createdAt: instant,
  endedAt: instant.nullable(),
  ordersDone: z.number().int(),
  ordersAll: z.number().int(),
  events: z.number().int(),
  result: backTestResult.nullable(),
  failure: z.string().nullable(),
})
