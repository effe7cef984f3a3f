import { writeCsv } from '../../base/write-csv.ts'
import { type Sheet, writeXlsx } from '../../base/write-xlsx.ts'
import { COLUMN_KEYS, COLUMNS, type Language } from './columns.ts'
import { ledgerColumns } from './export-ledger.ts'

const HELP = {
  zh: { sheet: '台账', help: '填写说明', column: '列', how: '怎样填写', example: '例' },
  en: { sheet: 'Ledger', help: 'How to fill it in', column: 'Column', how: 'How', example: 'Example' },
} as const

/** An empty ledger; as a workbook with a second sheet that says what goes where. */
export function ledgerTemplate(format: 'xlsx' | 'csv', language: Language): Uint8Array {
  const columns = ledgerColumns(language)
  if (format === 'csv') return new TextEncoder().encode(writeCsv([columns.map((it) => it.header)]))
  const { sheet, help, column, how, example } = HELP[language]
  const explained: Sheet = {
    name: help,
    columns: [
      { header: column, width: 14 },
      { header: how, width: 70 },
      { header: example, width: 22 },
    ],
    rows: COLUMN_KEYS.map((key) => [
      COLUMNS[key][language],
      COLUMNS[key].how[language],
      COLUMNS[key].example[language],
    ]),
  }
  return writeXlsx([{ name: sheet, columns, rows: [] }, explained])
}
