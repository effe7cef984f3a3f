import { type Cell, LEDGER_COLUMNS_MAX, type RawRow } from './cell.ts'
import { parseXml, unescaped } from './parse-xml.ts'
import { Unreadable } from './unreadable.ts'
import type { Workbook } from './workbook.ts'

interface OpenCell {
  readonly column: number
  readonly type: string
  readonly style: number
  isFormula: boolean
  text: string
}

const RANGE = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/
/** Past this a sheet is a picture of squares. */
const RANGES_MAX = 20_000

/**
 * The rows of a sheet that hold anything, at most `rowsMax`. Cells that were merged downwards have each the one's text,
 * which is what it looks like; merged sideways, they are `merged`.
 * @throws Unreadable `damaged`, `too_many_rows`.
 */
export function readSheet(xml: Uint8Array, workbook: Workbook, rowsMax: number): readonly RawRow[] {
  const rows = new Map<number, (Cell | null)[]>()
  const ranges: string[] = []
  let line = 0
  let cell: OpenCell | null = null
  let cells: (Cell | null)[] = []
  let isValue = false
  parseXml(xml, {
    opened: (name, attribute) => {
      if (name === 'row') {
        line = Number(attribute('r') ?? line + 1)
        cells = []
      } else if (name === 'c') cell = openedCell(attribute, cells.length)
      else if (name === 'f' && cell !== null) cell.isFormula = true
      else if (name === 'mergeCell' && ranges.length < RANGES_MAX) ranges.push(attribute('ref') ?? '')
      isValue = name === 'v' || name === 't'
    },
    closed: (name) => {
      if (name === 'v' || name === 't') isValue = false
      if (name === 'c' && cell !== null) {
        if (cell.column < LEDGER_COLUMNS_MAX) put(cells, cell.column, closedCell(cell, workbook))
        cell = null
      }
      if (name !== 'row' || cells.every((it) => it === null)) return
      if (rows.size >= rowsMax) throw new Unreadable('too_many_rows')
      rows.set(line, cells)
    },
    text: (more) => {
      if (isValue && cell !== null) cell.text += more
    },
  })
  for (const range of ranges) spread(rows, range)
  return [...rows].map(([at, found]) => ({ line: at, cells: found })).sort((a, b) => a.line - b.line)
}

function openedCell(attribute: (name: string) => string | undefined, next: number): OpenCell {
  const [letters] = attribute('r')?.match(/^[A-Z]{1,3}/) ?? []
  const column = letters === undefined ? next : columnNumber(letters)
  return { column, type: attribute('t') ?? 'n', style: Number(attribute('s') ?? 0), isFormula: false, text: '' }
}

function closedCell({ type, style, isFormula, text }: OpenCell, workbook: Workbook): Cell | null {
  if (isFormula) return { kind: 'formula' }
  if (text.trim() === '') return null
  if (type === 'e') return { kind: 'broken', text }
  if (type === 's') return textOf(workbook.strings[Number(text)] ?? '')
  if (type === 'n') return numberOf(Number(text), style, workbook)
  return textOf(type === 'b' ? text : unescaped(text))
}

function textOf(text: string): Cell | null {
  return text.trim() === '' ? null : { kind: 'text', text }
}

function numberOf(value: number, style: number, { isTimed }: Workbook): Cell {
  if (!Number.isFinite(value)) return { kind: 'broken', text: String(value) }
  return { kind: 'number', value, isTimed: isTimed[style] ?? false }
}

function put(cells: (Cell | null)[], column: number, cell: Cell | null): void {
  while (cells.length <= column) cells.push(null)
  cells[column] = cell
}

function spread(rows: ReadonlyMap<number, (Cell | null)[]>, range: string): void {
  const [, first = '', top = '', last = '', bottom = ''] = range.match(RANGE) ?? []
  const [left, right] = [columnNumber(first), columnNumber(last)]
  const cell = rows.get(Number(top))?.[left] ?? null
  if (cell === null || right >= LEDGER_COLUMNS_MAX) return
  const end = Math.min(Number(bottom), Math.max(...[...rows.keys()].slice(-1)))
  for (let line = Number(top); line <= end; line++) {
    const cells = rows.get(line)
    if (cells === undefined) continue
    for (let column = left; column <= right; column++)
      put(cells, column, left === right ? cell : { kind: 'merged', range })
  }
}

/** `A` is 0. */
function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number - 1
}
