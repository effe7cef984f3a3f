import { z } from 'zod'
import { backTestProgress, backTestResult } from './back-test-result.ts'

/** What the thread of a back-test says. */
export const backTestNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: backTestProgress }),
  z.object({ kind: z.literal('done'), result: backTestResult }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
])
export type BackTestNews = z.infer<typeof backTestNews>
