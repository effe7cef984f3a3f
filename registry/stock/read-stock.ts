import { type SensorUid, sensorUid } from '../../base/id.ts'
import { sensorId } from '../../protocol/topic.ts'
import { NATIVE_MODEL } from '../../watch/sensor-profile.ts'
import { type Cell, LEDGER_ROWS_MAX, type RawRow, type RawSheet } from '../ledger/cell.ts'
import { HEADER_ROWS_MAX } from '../ledger/columns.ts'
import { sheetsOf } from '../ledger/sheets-of.ts'
import { Unreadable } from '../ledger/unreadable.ts'
import { findStockHeader, type StockColumn, type StockHeader } from './stock-columns.ts'
import type { StockFault, StockFaultCode } from './stock-fault.ts'

export interface StockRow {
  readonly line: number
  readonly uid: SensorUid
  readonly model: string
  /** The one that its maker has put in; null: one is made. */
  readonly secret: string | null
}

export interface StockReading {
  readonly sheet: string | null
  /** Rows that hold anything, below the header. */
  readonly rowsTotal: number
  readonly ignoredColumns: readonly string[]
  readonly headers: Readonly<Partial<Record<StockColumn, string>>>
  readonly rows: readonly StockRow[]
  readonly faults: readonly StockFault[]
}

const MODEL_MAX = 64
const UID_MAX = 128
const CELL_MAX = 256
const HEADERS_TOLD_MAX = 20
const HEADER_CHARS_MAX = 60
/** 32 bytes: a fast hash is enough for what nobody can guess, and for nothing else. */
const SECRET = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/
/** Control characters and halves of characters. */
const UNWRITABLE = /[\p{Cc}\p{Cs}\ufffe\uffff]/u

/** Reads a list of sensors, as XLSX or CSV. Pure. @throws Unreadable for a file that is none. */
export function readStock(name: string, bytes: Uint8Array): StockReading {
  const { sheet, header } = findSheet(sheetsOf(name, bytes))
  const raw = sheet.rows.filter((it) => it.line > header.line)
  if (raw.length > LEDGER_ROWS_MAX) throw new Unreadable('too_many_rows')
  const faults: StockFault[] = []
  const rows = raw.flatMap((it) => readRow(it, header, faults))
  faults.push(...twice(rows))
  const headers = [...header.columns].map(([key, { header: own }]) => [key, own.slice(0, HEADER_CHARS_MAX)] as const)
  return {
    sheet: sheet.name,
    rowsTotal: raw.length,
    ignoredColumns: header.ignored.slice(0, HEADERS_TOLD_MAX).map((it) => it.slice(0, HEADER_CHARS_MAX)),
    headers: Object.fromEntries(headers),
    rows,
    faults,
  }
}

function findSheet(sheets: Iterable<RawSheet>): { readonly sheet: RawSheet; readonly header: StockHeader } {
  let isEmpty = true
  for (const sheet of sheets) {
    const header = findStockHeader(sheet)
    if (header !== null) return { sheet, header }
    if (sheet.rows.length > 0) isEmpty = false
  }
  throw isEmpty ? new Unreadable('empty') : new Unreadable('no_stock_header', { lines: HEADER_ROWS_MAX })
}

/** The row, unless anything is wrong with it: then all of that is added to `faults`. */
function readRow(raw: RawRow, header: StockHeader, faults: StockFault[]): StockRow[] {
  const before = faults.length
  const fault = (column: StockColumn, code: StockFaultCode, values: StockFault['values'] = {}): void => {
    faults.push({ line: raw.line, column, code, values })
  }
  const text = (column: StockColumn, charsMax: number): string | null => {
    const said = saidBy(raw.cells[header.columns.get(column)?.at ?? -1] ?? null, charsMax)
    if (said.kind === 'fault') fault(column, said.code, said.values)
    return said.kind === 'text' ? said.text : null
  }
  const uid = text('uid', UID_MAX)
  const model = text('model', MODEL_MAX) ?? NATIVE_MODEL
  const secret = text('secret', CELL_MAX)
  if (secret !== null && !SECRET.test(secret)) fault('secret', 'secret')
  if (uid === null && !faults.slice(before).some((it) => it.column === 'uid')) fault('uid', 'missing')
  if (uid !== null && !sensorId.safeParse(uid).success) fault('uid', 'uid')
  return uid === null || faults.length > before ? [] : [{ line: raw.line, uid: sensorUid.parse(uid), model, secret }]
}

type Said =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'fault'; readonly code: StockFaultCode; readonly values?: StockFault['values'] }

function saidBy(cell: Cell | null, charsMax: number): Said {
  if (cell === null) return { kind: 'nothing' }
  if (cell.kind === 'formula') return { kind: 'fault', code: 'formula' }
  if (cell.kind === 'broken') return { kind: 'fault', code: 'broken', values: { found: cell.text.slice(0, MODEL_MAX) } }
  if (cell.kind === 'merged') return { kind: 'fault', code: 'merged', values: { range: cell.range } }
  const text = (cell.kind === 'number' ? String(cell.value) : cell.text).trim()
  if (UNWRITABLE.test(text)) return { kind: 'fault', code: 'unwritable' }
  return text.length > charsMax
    ? { kind: 'fault', code: 'too_long', values: { max: charsMax } }
    : { kind: 'text', text }
}

/** Two rows of one sensor, or with one secret. */
function twice(rows: readonly StockRow[]): StockFault[] {
  const uids = new Map<string, number>()
  const secrets = new Map<string, number>()
  return rows.flatMap(({ line, uid, secret }) => {
    const [sameUid, sameSecret] = [uids.get(uid), secret === null ? undefined : secrets.get(secret)]
    if (sameUid === undefined) uids.set(uid, line)
    if (secret !== null && sameSecret === undefined) secrets.set(secret, line)
    const at = (column: StockColumn, code: StockFaultCode, first: number): StockFault[] => [
      { line, column, code, values: { line: first } },
    ]
    if (sameUid !== undefined) return at('uid', 'same_row', sameUid)
    return sameSecret === undefined ? [] : at('secret', 'secret_twice', sameSecret)
  })
}
