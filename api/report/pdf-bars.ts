import type { Section } from './document.ts'

const HEIGHT = 80
const LABEL_HEIGHT = 14
/** Filled, slanted, outlined: told apart on paper without colours too. */
const FILLS = ['#8fb6cf', '#12405f', '#ffffff'] as const
const LINE = '#57616b'
const KEY_SIZE = 8
const KEY_GAP = 14
/** Every so many bars have room for a label. */
const LABEL_BARS = 3

/** A section's rows as bars, the first column their labels, above their table. */
export function writeBars(
  doc: PDFKit.PDFDocument,
  { columns, rows, bars }: Section,
  left: number,
  width: number,
): void {
  const valuesOf = (row: Section['rows'][number]): number[] => bars.map((it) => Number(row[it] ?? 0))
  const highest = Math.max(1, ...rows.map((it) => valuesOf(it).reduce((sum, value) => sum + value, 0)))
  const foot = doc.y + HEIGHT
  const step = width / Math.max(24, rows.length)
  for (const [place, row] of rows.entries()) {
    let below = foot
    for (const [part, value] of valuesOf(row).entries()) {
      const height = (value / highest) * HEIGHT
      if (height === 0) continue
      below -= height
      doc
        .rect(left + place * step + 1, below, step - 2, height)
        .lineWidth(0.6)
        .fillAndStroke(FILLS[part] ?? LINE, LINE)
    }
    if (place % LABEL_BARS === 0) label(doc, String(row[0] ?? ''), left + place * step, foot + 3)
  }
  doc
    .moveTo(left, foot)
    .lineTo(left + width, foot)
    .lineWidth(0.6)
    .strokeColor(LINE)
    .stroke()
  label(doc, String(highest), left + width - 24, foot - HEIGHT - 4)
  writeKey(
    doc,
    bars.map((it) => columns[it]?.header ?? ''),
    left,
    foot + LABEL_HEIGHT + 4,
  )
  doc.y = foot + 2 * LABEL_HEIGHT + KEY_SIZE
}

function label(doc: PDFKit.PDFDocument, text: string, x: number, y: number): void {
  doc.font('body').fontSize(7).fillColor(LINE).text(text, x, y, { lineBreak: false })
}

function writeKey(doc: PDFKit.PDFDocument, names: readonly string[], left: number, top: number): void {
  let x = left
  for (const [part, name] of names.entries()) {
    doc
      .rect(x, top + 1, KEY_SIZE, KEY_SIZE)
      .lineWidth(0.6)
      .fillAndStroke(FILLS[part] ?? LINE, LINE)
    label(doc, name, x + KEY_SIZE + 3, top)
    x += KEY_SIZE + 3 + doc.widthOfString(name) + KEY_GAP
  }
}

/** What the bars take of a page. */
export const BARS_HEIGHT = HEIGHT + 3 * LABEL_HEIGHT
