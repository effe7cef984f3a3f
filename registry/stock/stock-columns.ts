import type { Cell, RawSheet } from '../ledger/cell.ts'
import { HEADER_ROWS_MAX, plain } from '../ledger/columns.ts'
import { Unreadable } from '../ledger/unreadable.ts'

/** A stock list's columns, with their headers. Each is also known by other names. */
export const STOCK_COLUMNS = {
  uid: {
    zh: '编号',
    en: 'Sensor',
    width: 36,
    known: ['门磁', '门磁编号', '设备编号', '传感器', 'sensor id', 'id', 'device id'],
    how: {
      zh: '必填，一行一个门磁：4 到 32 个小写字母、数字或 -，不以 - 开头。设为“文本”可保住开头的 0',
      en: 'needed, a row for each sensor: 4 to 32 of a-z, 0-9 and -, not - at first; as text it keeps its leading 0',
    },
    example: 'lot1-0001',
  },
  model: {
    zh: '型号',
    en: 'Model',
    width: 16,
    known: ['门磁型号', '设备型号', 'type'],
    how: {
      zh: '可留空，就是 native（本系统协议的门磁）',
      en: 'may be empty, and is native then: a sensor of our own protocol',
    },
    example: 'native',
  },
  secret: {
    zh: '密钥',
    en: 'Secret',
    width: 48,
    known: ['出厂密钥', '口令', 'password', 'key', 'factory secret'],
    how: {
      zh: '出厂时已写入的密钥：32 个随机字节的 base64url，43 个字符，每个门磁不同。留空则由系统生成，导入后显示一次',
      en: 'the one its maker has put in: 32 random bytes in base64url, 43 characters, each its own; left empty, one is made and shown once',
    },
    // None that everybody could read here.
    example: '',
  },
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
