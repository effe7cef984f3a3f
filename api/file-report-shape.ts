import { z } from 'zod'
import { areaId } from '../base/id.ts'
import { idText } from './page.ts'

const NAME_MAX = 255

export const count = z.number().int()
const words = z.object({ zh: z.string(), en: z.string() })

/** Which area the rows are for, and what the file is called: its ending says what it is. */
export const fileQuery = z.object({ areaId: idText(areaId), name: z.string().min(1).max(NAME_MAX) })

/** What a check of a file with these columns has found. */
export function fileReport<const Keys extends readonly string[]>(columns: Keys) {
  const fault = z.object({
    /** Its number in the file. */
    row: count,
    column: z.enum(columns),
    /** What the column is called in the file. */
    header: words,
    code: z.string(),
    /** What is wrong, and what would be right. */
    what: words,
  })
  return z.object({
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
  })
}
