import PDFDocument from 'pdfkit'
import { collected } from '../pdf/collected.ts'
import { NO_FONT, takeLetters } from '../pdf/letters.ts'
import {
  A4,
  LABEL_FORMATS,
  type LabelFormat,
  type LabelFormatName,
  labelPlace,
  labelsPerSheet,
} from './label-format.ts'
import { type LabelLayout, type LabelledSensor, type Letters, layOut } from './lay-out.ts'

export interface LabelOrder {
  readonly format: LabelFormatName
  /** The first label that is still on the first sheet, counted from 1. */
  readonly start: number
  readonly sensors: readonly LabelledSensor[]
}

export type LabelsWritten =
  | { readonly kind: 'written'; readonly pdf: Uint8Array; readonly sheets: number }
  /** The format is too small for the ids of these. */
  | { readonly kind: 'too_small'; readonly uids: readonly string[] }

type Writer = PDFKit.PDFDocument

const POINTS_PER_MM = 72 / 25.4
const points = (mm: number): number => mm * POINTS_PER_MM

/** Labels as a PDF in their real size, in the order in which they are given. */
export async function writeLabels({ format: name, start, sensors }: LabelOrder): Promise<LabelsWritten> {
  const format = LABEL_FORMATS[name]
  const sheet = format.paper === 'a4' ? A4 : format
  const doc = new PDFDocument({
    ...{ size: [points(sheet.width), points(sheet.height)], margin: 0, autoFirstPage: false, font: NO_FONT },
    ...{ displayTitle: true, info: { Title: 'Menshen labels' } },
  })
  takeLetters(doc)
  const letters = lettersOf(doc)
  const layouts = sensors.map((it) => layOut(format, it, letters))
  const uids = sensors.filter((_, n) => layouts[n] === null).map((it) => it.uid)
  if (uids.length > 0) return { kind: 'too_small', uids }
  const whole = collected(doc)
  const sheets = writeSheets(doc, format, start, layouts)
  doc.end()
  return { kind: 'written', pdf: await whole, sheets }
}

function writeSheets(
  doc: Writer,
  format: LabelFormat,
  start: number,
  layouts: readonly (LabelLayout | null)[],
): number {
  const perSheet = labelsPerSheet(format)
  let sheets = 0
  for (const [n, layout] of layouts.entries()) {
    const nth = (start - 1 + n) % perSheet
    if (n === 0 || nth === 0) {
      doc.addPage()
      sheets += 1
    }
    if (layout !== null) writeLabel(doc, layout, labelPlace(format, nth))
  }
  return sheets
}

function writeLabel(doc: Writer, { qr, lines }: LabelLayout, at: { readonly x: number; readonly y: number }): void {
  for (const [y, row] of qr.rows.entries()) {
    for (const { from, until } of darkRuns(row)) {
      const [left, top] = [at.x + qr.x + from * qr.module, at.y + qr.y + y * qr.module]
      doc.rect(points(left), points(top), points((until - from) * qr.module), points(qr.module))
    }
  }
  // All at once: modules that are filled one by one have light seams between them on screens.
  doc.fill('#000')
  for (const { text, font, size, x, y } of lines) {
    doc.font(font).fontSize(size)
    doc.text(text, points(at.x + x), points(at.y + y), { lineBreak: false, baseline: 'alphabetic' })
  }
}

function darkRuns(row: readonly boolean[]): readonly { readonly from: number; readonly until: number }[] {
  const runs: { from: number; until: number }[] = []
  for (const [x, isDark] of row.entries()) {
    const last = runs.at(-1)
    if (isDark && last?.until === x) last.until = x + 1
    else if (isDark) runs.push({ from: x, until: x + 1 })
  }
  return runs
}

/** Widths by their characters and how near each lies to the next, each measured once. */
function lettersOf(doc: Writer): Letters {
  const measured = (font: 'head' | 'body') => {
    const widths = new Map<string, number>()
    const widthOf = (text: string): number => {
      const known = widths.get(text)
      if (known !== undefined) return known
      const width = doc.font(font).fontSize(1).widthOfString(text)
      widths.set(text, width)
      return width
    }
    return (text: string) => {
      const all = [...text]
      return all.reduce((sum, it, n) => {
        const next = all[n + 1]
        return sum + (next === undefined ? widthOf(it) : widthOf(it + next) - widthOf(next))
      }, 0)
    }
  }
  return { head: measured('head'), body: measured('body') }
}
