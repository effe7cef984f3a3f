import { type Sheet, type SheetColumn, writeXlsx } from '../../base/write-xlsx.ts'
import type { Language } from './columns.ts'

const HELP = {
  zh: { help: '填写说明', column: '列', how: '怎样填写', example: '例' },
  en: { help: 'How to fill it in', column: 'Column', how: 'How', example: 'Example' },
} as const

export interface ExplainedColumn {
  readonly column: SheetColumn
  readonly how: string
  readonly example: string
}

/** A workbook to fill in: a sheet without rows, and a second one that says what goes where. */
export function explainedTemplate(name: string, columns: readonly ExplainedColumn[], language: Language): Uint8Array {
  const { help, column, how, example } = HELP[language]
  const explained: Sheet = {
    name: help,
    columns: [
      { header: column, width: 14 },
      { header: how, width: 70 },
      { header: example, width: 22 },
    ],
    rows: columns.map((it) => [it.column.header, it.how, it.example]),
  }
  return writeXlsx([{ name, columns: columns.map((it) => it.column), rows: [] }, explained])
}
