import { MAY_EVALUATE } from '../../base/write-csv.ts'
import { type Cell, LEDGER_COLUMNS_MAX, type RawRow } from './cell.ts'
import { Unreadable } from './unreadable.ts'

const SEPARATORS = [',', '\t', ';'] as const

/**
 * The rows of a CSV file (RFC 4180; also with tabs or semicolons, as the first line shows) that hold anything. A line's
 * number is that of the row, however many lines its cells take. At most `rowsMax` rows.
 * @throws Unreadable `quote`, `too_many_rows`.
 */
export function* readCsv(text: string, rowsMax: number): Generator<RawRow> {
  const separator = separatorOf(text)
  let place = 0
  let count = 0
  for (let line = 1; place < text.length; line++) {
    const row = readRow(text, place, separator, line)
    place = row.next
    if (row.cells.every((it) => it === null)) continue
    count += 1
    if (count > rowsMax) throw new Unreadable('too_many_rows')
    yield { line, cells: row.cells }
  }
}

/** The one that the first line that is not empty has most of. */
function separatorOf(text: string): string {
  const [line = ''] = text.match(/\S[^\r\n]*/) ?? []
  const countOf = (separator: string): number => line.split(separator).length
  return SEPARATORS.reduce<string>((best, it) => (countOf(it) > countOf(best) ? it : best), ',')
}

function readRow(text: string, from: number, separator: string, line: number) {
  const cells: (Cell | null)[] = []
  let place = from
  for (;;) {
    const isQuoted = text[place] === '"'
    const quoted = isQuoted ? readQuoted(text, place + 1, line) : { text: '', next: place }
    const plain = readPlain(text, quoted.next, separator)
    if (cells.length < LEDGER_COLUMNS_MAX) cells.push(cellOf(quoted.text + plain.text))
    place = plain.next
    if (text[place] === separator) place += 1
    else return { cells, next: afterBreak(text, place) }
  }
}

function readPlain(text: string, from: number, separator: string) {
  let next = from
  while (next < text.length && text[next] !== separator && text[next] !== '\n' && text[next] !== '\r') next += 1
  return { text: text.slice(from, next), next }
}

/** `""` within is one quotation mark; what follows the closing one, up to the cell's end, belongs to it too. */
function readQuoted(text: string, from: number, line: number) {
  let read = ''
  let place = from
  for (;;) {
    const end = text.indexOf('"', place)
    if (end < 0) throw new Unreadable('quote', { line })
    read += text.slice(place, end)
    if (text[end + 1] !== '"') return { text: read, next: end + 1 }
    read += '"'
    place = end + 2
  }
}

function afterBreak(text: string, place: number): number {
  return text[place] === '\r' && text[place + 1] === '\n' ? place + 2 : place + 1
}

function cellOf(text: string): Cell | null {
  if (text.trim() === '') return null
  if (/^\s*[=＝]/.test(text)) return { kind: 'formula' }
  return { kind: 'text', text: text.startsWith("'") && MAY_EVALUATE.test(text) ? text.slice(1) : text }
}
