import type { Cell, Column, Section } from './document.ts'

/** What of a page a table is written with. */
export interface Paper {
  readonly left: number
  readonly width: number
  /** Below it nothing is written but the foot. */
  readonly bottom: number
  readonly fontSize: number
}

const CELL_GAP = 10
const LINE_GAP = 3
/** A column that has to give way keeps so much. */
const COLUMN_MIN = 36

type Writer = PDFKit.PDFDocument

/** Writes a section's rows, and its headers again on every page that they go on to. */
export function writeTable(doc: Writer, { columns, rows }: Pick<Section, 'columns' | 'rows'>, paper: Paper): void {
  const texts = rows.map((cells) => cells.map((it, place) => cellText(it, columns[place])))
  const headers = columns.map((it) => it.header)
  const widths = columnWidths(doc, [headers, ...texts], paper)
  const line = (cells: readonly string[], font: 'body' | 'head'): void => {
    doc.font(font).fontSize(paper.fontSize)
    const height = Math.max(...cells.map((it, place) => doc.heightOfString(it, { width: widths[place] ?? 0 })))
    const isOver = doc.y + height > paper.bottom
    if (isOver) doc.addPage()
    if (isOver && font === 'body') line(headers, 'head')
    writeCells(doc, cells, { rows, widths, left: paper.left, height, font })
  }
  line(headers, 'head')
  for (const cells of texts) line(cells, 'body')
}

interface LineOf {
  readonly rows: Section['rows']
  readonly widths: readonly number[]
  readonly left: number
  readonly height: number
  readonly font: 'body' | 'head'
}

function writeCells(doc: Writer, cells: readonly string[], { rows, widths, left, height, font }: LineOf): void {
  const top = doc.y
  let x = left
  doc.font(font).fillColor(font === 'head' ? '#57616b' : '#1d2329')
  for (const [place, text] of cells.entries()) {
    const width = widths[place] ?? 0
    const isNumber = typeof rows[0]?.[place] === 'number'
    doc.text(text, x, top, { width, align: isNumber ? 'right' : 'left' })
    x += width + CELL_GAP
  }
  const below = top + height + LINE_GAP / 2
  doc
    .moveTo(left, below)
    .lineTo(x - CELL_GAP, below)
    .lineWidth(0.4)
    .strokeColor('#d7dce1')
    .stroke()
  doc.y = top + height + LINE_GAP
}

/** As wide as what is in them, and all together no wider than the paper: the widest give way first. */
function columnWidths(doc: Writer, lines: readonly (readonly string[])[], paper: Paper): number[] {
  doc.font('head').fontSize(paper.fontSize)
  const widths = (lines[0] ?? []).map((_, place) =>
    Math.max(...lines.map((cells) => Math.ceil(doc.widthOfString(cells[place] ?? '')) + 1)),
  )
  const room = paper.width - CELL_GAP * (widths.length - 1)
  let most = Math.max(...widths)
  while (widths.reduce((sum, it) => sum + Math.min(it, most), 0) > room && most > COLUMN_MIN) most -= 1
  return widths.map((it) => Math.min(it, most))
}

/** One line: what people wrote has its own breaks, which are none here. */
function cellText(cell: Cell, column: Column | undefined): string {
  if (cell === null) return ''
  if (typeof cell === 'number' && column?.format === 'percent') return `${(cell * 100).toFixed(1)}%`
  return String(cell).replaceAll(/\s+/g, ' ')
}
