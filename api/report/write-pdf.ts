import PDFDocument from 'pdfkit'
import { collected } from '../pdf/collected.ts'
import { NO_FONT, takeLetters } from '../pdf/letters.ts'
import type { ReportDocument, Section } from './document.ts'
import { BARS_HEIGHT, writeBars } from './pdf-bars.ts'
import { writeTable } from './pdf-table.ts'

const MARGIN = 40
const FOOT = 28
const BODY = 9

type Writer = PDFKit.PDFDocument

/** A PDF (A4) that carries its own letters: it reads the same where there is no Chinese font. */
export async function writePdf(document: ReportDocument): Promise<Uint8Array> {
  const doc = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, bufferPages: true, font: NO_FONT },
    ...{ lang: document.language === 'zh' ? 'zh-CN' : 'en', displayTitle: true, info: { Title: document.title } },
  })
  takeLetters(doc)
  const whole = collected(doc)
  doc.font('head').fontSize(18).fillColor('#1d2329').text(document.title, MARGIN, MARGIN)
  doc.font('body').fontSize(10)
  for (const line of document.lines) doc.text(line)
  for (const it of document.sections) writeSection(doc, it, document.nothing)
  writeFeet(doc, document.foot)
  doc.end()
  return whole
}

function writeSection(doc: Writer, section: Section, nothing: string): void {
  const width = doc.page.width - 2 * MARGIN
  const bottom = doc.page.height - MARGIN - FOOT
  const hasBars = section.bars.length > 0 && section.rows.length > 0
  doc.moveDown(0.8)
  if (doc.y + 50 + (hasBars ? BARS_HEIGHT : 0) > bottom) doc.addPage()
  doc.font('head').fontSize(12).fillColor('#1d2329').text(section.title, MARGIN)
  doc.font('body').fontSize(BODY)
  if (section.note !== '') doc.text(section.note, MARGIN, doc.y, { width })
  doc.moveDown(0.3)
  if (hasBars) writeBars(doc, section, MARGIN, width)
  if (section.rows.length > 0) writeTable(doc, section, { left: MARGIN, width, bottom, fontSize: BODY })
  else doc.text(nothing, MARGIN)
}

function writeFeet(doc: Writer, foot: string): void {
  const { start, count } = doc.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    doc.switchToPage(start + page)
    // Else what is written below the margin begins a page of its own.
    doc.page.margins.bottom = 0
    const at = doc.page.height - MARGIN
    doc.font('body').fontSize(8).fillColor('#57616b').text(foot, MARGIN, at, { lineBreak: false })
    const number = `${page + 1} / ${count}`
    doc.text(number, doc.page.width - MARGIN - doc.widthOfString(number), at, { lineBreak: false })
  }
}
