import { LEDGER_ROWS_MAX, type RawSheet } from './cell.ts'
import { type ColumnKey, findHeader, type Header, noHeader } from './columns.ts'
import { decodeText } from './decode-text.ts'
import type { RowFault } from './fault.ts'
import type { LedgerRow } from './ledger-row.ts'
import { readCsv } from './read-csv.ts'
import { readRow } from './read-row.ts'
import { readSheet } from './read-sheet.ts'
import { Unreadable } from './unreadable.ts'
import { openWorkbook } from './workbook.ts'

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

/** Title, header and their like take a few rows besides. */
const ROWS_BESIDES = 10

function* sheetsOf(name: string, bytes: Uint8Array): Generator<RawSheet> {
  const rowsMax = LEDGER_ROWS_MAX + ROWS_BESIDES
  if (kindOf(name, bytes) === 'csv') {
    yield { name: null, rows: [...readCsv(decodeText(bytes), rowsMax)], is1904: false }
    return
  }
  const workbook = openWorkbook(bytes)
  for (const { name: sheet, xml } of workbook.sheets) {
    yield { name: sheet, rows: readSheet(xml, workbook, rowsMax), is1904: workbook.is1904 }
  }
}

function kindOf(name: string, bytes: Uint8Array): 'xlsx' | 'csv' {
  const [named] = name.toLowerCase().match(/xlsx$|csv$/) ?? []
  if (named !== 'xlsx' && named !== 'csv') throw new Unreadable('name')
  if (bytes.length === 0) throw new Unreadable('empty')
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new Unreadable('old_or_encrypted')
  const isZip = startsWith(bytes, [0x50, 0x4b])
  if (isZip !== (named === 'xlsx')) throw new Unreadable('not_as_named', { named: named.toUpperCase() })
  return named
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((it, index) => bytes[index] === it)
}
