import { LEDGER_ROWS_MAX, type RawSheet } from './cell.ts'
import { decodeText } from './decode-text.ts'
import { readCsv } from './read-csv.ts'
import { readSheet } from './read-sheet.ts'
import { Unreadable } from './unreadable.ts'
import { openWorkbook } from './workbook.ts'

/** Title, header and their like take a few rows besides. */
const ROWS_BESIDES = 10

/**
 * The sheets of a workbook, or the one that a CSV file is, by the file's name and its first bytes.
 * @throws Unreadable for a file that is neither.
 */
export function* sheetsOf(name: string, bytes: Uint8Array): Generator<RawSheet> {
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
