import type { Cell, RawSheet } from '../ledger/cell.ts'
import { HEADER_ROWS_MAX, plain } from '../ledger/columns.ts'
import { Unreadable } from '../ledger/unreadable.ts'

/** A stock list's columns, with their headers. Each is also known by other names. */
export const STOCK_COLUMNS = {
  uid: { zh: '编号', en: 'Sensor', known: ['门磁', '门磁编号', '设备编号', '传感器', 'sensor id', 'id', 'device id'] },
  model: { zh: '型号', en: 'Model', known: ['门磁型号', '设备型号', 'type'] },
  secret: { zh: '密钥', en: 'Secret', known: ['出厂密钥', '口令', 'password', 'key', 'factory secret'] },
} as const

export type StockColumn = keyof typeof STOCK_COLUMNS
export const STOCK_COLUMN_KEYS = ['uid', 'model', 'secret'] as const satisfies readonly StockColumn[]

export interface StockHeader {
  readonly line: number
  readonly columns: ReadonlyMap<StockColumn, { readonly at: number; readonly header: string }>
  readonly ignored: readonly string[]
}

const KEYS_BY_NAME: ReadonlyMap<string, StockColumn> = new Map(
  STOCK_COLUMN_KEYS.flatMap((key) => {
    const { zh, en, known } = STOCK_COLUMNS[key]
    return [key, zh, en, ...known].map((name) => [plain(name), key] as const)
  }),
)

/** The first row that has a column of sensors. Null: this sheet has none. @throws Unreadable `header_twice`. */
export function findStockHeader({ rows }: RawSheet): StockHeader | null {
  for (const { line, cells } of rows.slice(0, HEADER_ROWS_MAX)) {
    const keys = cells.map((it) => KEYS_BY_NAME.get(plain(headerText(it))))
    if (keys.includes('uid')) return headerOf(line, cells, keys)
  }
  return null
}

function headerOf(line: number, cells: readonly (Cell | null)[], keys: readonly (StockColumn | undefined)[]) {
  const columns = new Map<StockColumn, { at: number; header: string }>()
  const ignored: string[] = []
  for (const [at, key] of keys.entries()) {
    const header = headerText(cells[at] ?? null).trim()
    if (key === undefined && header !== '') ignored.push(header)
    if (key === undefined) continue
    if (columns.has(key)) throw new Unreadable('header_twice', { header })
    columns.set(key, { at, header })
  }
  return { line, columns, ignored }
}

function headerText(cell: Cell | null): string {
  return cell?.kind === 'text' ? cell.text : ''
}
