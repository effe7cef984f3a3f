import { LEDGER_ROWS_MAX, type RawSheet } from './cell.ts'
import { type ColumnKey, findHeader, type Header, noHeader } from './columns.ts'
import type { RowFault } from './fault.ts'
import type { LedgerRow } from './ledger-row.ts'
import { readRow } from './read-row.ts'
import { sheetsOf } from './sheets-of.ts'
import { Unreadable } from './unreadable.ts'

/** A piece of a ledger that is being read. */
export interface LedgerPiece {
  readonly rows: readonly LedgerRow[]
  readonly faults: readonly RowFault[]
}

export interface LedgerHead {
  readonly sheet: string | null
  /** Rows that hold anything, the header and what stands above it aside. */
  readonly rowsTotal: number
  readonly ignoredColumns: readonly string[]
  /** What the columns that there are are called in this file. */
  readonly headers: Readonly<Partial<Record<ColumnKey, string>>>
}

const PIECE_ROWS = 500
const HEADERS_TOLD_MAX = 20
const HEADER_CHARS_MAX = 60

/**
 * Reads a ledger: first what it is, then its rows in pieces. Pure; what a file says is nothing but text, numbers and dates.
 * @throws Unreadable for a file that is no ledger.
 */
export function* readLedger(name: string, bytes: Uint8Array): Generator<LedgerHead | LedgerPiece> {
  const { sheet, header } = findSheet(sheetsOf(name, bytes))
  const rows = sheet.rows.filter((it) => it.line > header.line)
  if (rows.length > LEDGER_ROWS_MAX) throw new Unreadable('too_many_rows')
  yield headOf(sheet, header, rows.length)
  for (let at = 0; at < rows.length; at += PIECE_ROWS) {
    const readings = rows.slice(at, at + PIECE_ROWS).map((it) => readRow(it, header, sheet.is1904))
    yield {
      rows: readings.flatMap((it) => (it.kind === 'row' ? [it.row] : [])),
      faults: readings.flatMap((it) => (it.kind === 'faults' ? it.faults : [])),
    }
  }
}

function headOf({ name }: RawSheet, { columns, ignored }: Header, rowsTotal: number): LedgerHead {
  const ignoredColumns = ignored.slice(0, HEADERS_TOLD_MAX).map((it) => it.slice(0, HEADER_CHARS_MAX))
  const headers = Object.fromEntries([...columns].map(([key, { header }]) => [key, header.slice(0, HEADER_CHARS_MAX)]))
  return { sheet: name, rowsTotal, ignoredColumns, headers }
}

/** The first sheet with a ledger's header. */
function findSheet(sheets: Iterable<RawSheet>): { readonly sheet: RawSheet; readonly header: Header } {
  let isEmpty = true
  for (const sheet of sheets) {
    const header = findHeader(sheet)
    if (header !== null) return { sheet, header }
    if (sheet.rows.length > 0) isEmpty = false
  }
  throw isEmpty ? new Unreadable('empty') : noHeader()
}
