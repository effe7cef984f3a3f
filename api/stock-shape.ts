import { z } from 'zod'
import { areaId, sensorUid } from '../base/id.ts'
import { STOCK_COLUMN_KEYS } from '../registry/stock/stock-columns.ts'
import { idText } from './page.ts'

const NAME_MAX = 255

/** Whose stock the sensors are for, and what the file is called: its ending says what it is. */
export const stockQuery = z.object({ areaId: idText(areaId), name: z.string().min(1).max(NAME_MAX) })

const words = z.object({ zh: z.string(), en: z.string() })
const count = z.number().int()

const fault = z.object({
  row: count,
  column: z.enum(STOCK_COLUMN_KEYS),
  header: words,
  code: z.string(),
  what: words,
})

export const stockReport = z.object({
  sheet: z.string().nullable(),
  rows: count,
  ignoredColumns: z.array(z.string()),
  /** The first of them; without any the file can be imported. */
  faults: z.array(fault),
  faultsTotal: count,
  /** What is otherwise in the records, and stays as it is there. */
  notices: z.array(fault),
  noticesTotal: count,
  makes: z.object({ sensors: count, secrets: count }),
  present: count,
})

export const stockOutcome = z.object({
  made: count,
  present: count,
  /** Of the new sensors that came without a secret. Shown this once: the same request again does not tell them. */
  credentials: z.array(z.object({ uid: sensorUid, secret: z.string() })),
})
