import { z } from 'zod'
import { areaId } from '../base/id.ts'
import { COLUMN_KEYS, PLACE_KINDS } from '../registry/ledger/columns.ts'
import { instant } from './instant-codec.ts'
import { idText } from './page.ts'

const NAME_MAX = 255

/** Which area the rows are in, and what the file is called: its ending says what it is. */
export const ledgerQuery = z.object({ areaId: idText(areaId), name: z.string().min(1).max(NAME_MAX) })

const words = z.object({ zh: z.string(), en: z.string() })
const count = z.number().int()

const fault = z.object({
  /** Its number in the file. */
  row: count,
  column: z.enum(COLUMN_KEYS),
  /** What the column is called in the file. */
  header: words,
  code: z.string(),
  /** What is wrong, and what would be right. */
  what: words,
})

export const ledgerCounts = z.object({ areas: count, households: count, contacts: count, orders: count })
export const ledgerPresent = z.object({ households: count, orders: count })

const report = z.object({
  sheet: z.string().nullable(),
  /** Rows that hold anything, below the header. */
  rows: count,
  ignoredColumns: z.array(z.string()),
  /** The first of them; without any the file can be imported. */
  faults: z.array(fault),
  faultsTotal: count,
  /** What is otherwise in the records, and stays as it is there. */
  notices: z.array(fault),
  noticesTotal: count,
  makes: ledgerCounts,
  present: ledgerPresent,
  newAreas: z.array(z.object({ kind: z.enum(PLACE_KINDS), path: z.string() })),
  /** The first orders as they are understood. */
  sample: z.array(z.object({ row: count, room: z.string(), startsAt: instant, endsAt: instant, timeZone: z.string() })),
})

/** A line of the answer: how far it is, and at last the report, or why there is none. */
export const checkLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), phase: z.enum(['read', 'check']), done: count, total: count }),
  z.object({ kind: z.literal('report'), report }),
  z.object({
    kind: z.literal('failed'),
    failure: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) }),
  }),
])
export type CheckLine = z.output<typeof checkLine>
