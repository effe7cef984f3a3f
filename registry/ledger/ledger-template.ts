import { writeCsv } from '../../base/write-csv.ts'
import { COLUMN_KEYS, COLUMNS, type Language } from './columns.ts'
import { explainedTemplate } from './explained-template.ts'
import { ledgerColumns } from './export-ledger.ts'

const NAME = { zh: '台账', en: 'Ledger' } as const

/** An empty ledger; as a workbook with a second sheet that says what goes where. */
export function ledgerTemplate(format: 'xlsx' | 'csv', language: Language): Uint8Array {
  const columns = ledgerColumns(language)
  if (format === 'csv') return new TextEncoder().encode(writeCsv([columns.map((it) => it.header)]))
  const explained = COLUMN_KEYS.flatMap((key, n) => {
    const [column, { how, example }] = [columns[n], COLUMNS[key]]
    return column === undefined ? [] : [{ column, how: how[language], example: example[language] }]
  })
  return explainedTemplate(NAME[language], explained, language)
}
