import { writeCsv } from '../../base/write-csv.ts'
import type { Language } from '../ledger/columns.ts'
import { explainedTemplate } from '../ledger/explained-template.ts'
import { STOCK_COLUMN_KEYS, STOCK_COLUMNS } from './stock-columns.ts'

const NAME = { zh: '入库', en: 'Stock' } as const
/** By the first line whoever reads a CSV tells what divides its cells: it has no comma and no semicolon of its own. */
const ABOVE = {
  zh: '这三行是说明和例子，不会导入。从表头的下一行开始填写',
  en: 'These three lines explain and are not imported. Fill in below the header',
} as const

/**
 * A stock list without rows. A workbook explains its columns in a second sheet; a CSV in the lines above its header, which
 * an import leaves alone.
 */
export function stockTemplate(format: 'xlsx' | 'csv', language: Language): Uint8Array {
  const columns = STOCK_COLUMN_KEYS.map((key) => {
    const { width, how, example } = STOCK_COLUMNS[key]
    return { column: { header: STOCK_COLUMNS[key][language], width }, how: how[language], example }
  })
  if (format === 'xlsx') return explainedTemplate(NAME[language], columns, language)
  const lines = [
    columns.map((_, n) => (n === 0 ? ABOVE[language] : '')),
    columns.map((it) => it.how),
    columns.map((it) => it.example),
    columns.map((it) => it.column.header),
  ]
  return new TextEncoder().encode(writeCsv(lines))
}
