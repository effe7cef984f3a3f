import { z } from 'zod'
import { sensorUid } from '../base/id.ts'
import { STOCK_COLUMN_KEYS } from '../registry/stock/stock-columns.ts'
import { count, fileReport } from './file-report-shape.ts'

export const stockReport = fileReport(STOCK_COLUMN_KEYS).extend({
  makes: z.object({ sensors: count, secrets: count }),
  present: count,
})

export const stockOutcome = z.object({
  made: count,
  present: count,
  /** Of the new sensors that came without a secret. Shown this once: the same request again does not tell them. */
  credentials: z.array(z.object({ uid: sensorUid, secret: z.string() })),
})
