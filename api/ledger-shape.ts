import { z } from 'zod'
import { COLUMN_KEYS, PLACE_KINDS } from '../registry/ledger/columns.ts'
import { count, fileReport } from './file-report-shape.ts'
import { instant } from './instant-codec.ts'

export const ledgerCounts = z.object({ areas: count, households: count, contacts: count, orders: count })
export const ledgerPresent = z.object({ households: count, orders: count })

const report = fileReport(COLUMN_KEYS).extend({
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
