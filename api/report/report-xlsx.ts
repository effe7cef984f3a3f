import { type Sheet, writeXlsx } from '../../base/write-xlsx.ts'
import type { Cell, ReportDocument, Section } from './document.ts'

const WIDTH_MIN = 8
const WIDTH_MAX = 60

/** A workbook: a sheet for each section, and what stands above them all in the first. */
export function reportXlsx({ title, lines, sections, foot }: ReportDocument): Buffer {
  const columns = [{ header: title, width: WIDTH_MAX }]
  const first = {
    name: title,
    columns,
    rows: [...lines, ...sections.flatMap((it) => noteOf(it)), foot].map((it) => [it]),
  }
  return Buffer.from(writeXlsx([first, ...sections.map(sheetOf)]))
}

function noteOf({ title, note }: Section): string[] {
  return note === '' ? [] : [`${title}: ${note}`]
}

function sheetOf({ title, columns, rows }: Section): Sheet {
  const widthOf = (place: number, header: string): number =>
    Math.max(width(header), ...rows.map((cells) => width(cells[place] ?? null)))
  return {
    name: title,
    columns: columns.map(({ header, format }, place) => ({ header, format, width: clamped(widthOf(place, header)) })),
    rows,
  }
}

function clamped(width: number): number {
  return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, width + 2))
}

/** In characters of the usual font; those of East Asia are twice as wide. */
function width(cell: Cell): number {
  return [...String(cell ?? '')].reduce((sum, it) => sum + (it > '\u2e80' ? 2 : 1), 0)
}
