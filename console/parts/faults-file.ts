import type { FileFault } from '../service/ledger.ts'
import type { Language } from '../words/words.ts'

/** What a spreadsheet program could take for a formula: a header of somebody's file stands in it. */
const MAY_EVALUATE = /^[=+\-@\t\r\n＝＋－＠]/

/** The faults as a table that Excel opens in any language: CSV in UTF-8 with its mark. */
export function faultsFile(headers: readonly string[], faults: readonly FileFault[], language: Language): Blob {
  const rows = faults.map((it) => [String(it.row), it.header[language], it.what[language]])
  const lines = [headers, ...rows].map((cells) => cells.map(cellText).join(','))
  return new Blob([`\ufeff${lines.join('\r\n')}\r\n`], { type: 'text/csv' })
}

function cellText(text: string): string {
  const safe = MAY_EVALUATE.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
