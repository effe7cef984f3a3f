import { strToU8, zipSync } from 'fflate'
import { MAY_EVALUATE } from './write-csv.ts'

export type SheetCell = string | number | null

export interface SheetColumn {
  readonly header: string
  /** In characters of the usual font; a Chinese one takes two. */
  readonly width: number
  /** How numbers are shown; a share of 0.5 as `percent` is 50.0%. */
  readonly format?: 'integer' | 'decimal' | 'percent'
}

export interface Sheet {
  /** What Excel does not take in a name is left out of it. */
  readonly name: string
  readonly columns: readonly SheetColumn[]
  /** Cells in the order of the columns. */
  readonly rows: readonly (readonly SheetCell[])[]
}

/** Excel's own limit, after which it offers to repair the file. */
const CELL_CHARS_MAX = 32_767
const NAME_CHARS_MAX = 31
/** The earliest that a ZIP can say: the same rows make the same bytes. */
const NEVER = '1980-01-02'

/**
 * A workbook (ECMA-376, Office Open XML) with a sheet for each: bold headers that stay in sight, text typed as text. No
 * cell is ever a formula, whatever it begins with, and none becomes one when somebody edits it (`quotePrefix`).
 */
export function writeXlsx(sheets: readonly Sheet[]): Uint8Array {
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': part(contentTypes(sheets.length)),
    '_rels/.rels': part(relations([['officeDocument', 'xl/workbook.xml']])),
    'xl/workbook.xml': part(workbook(sheets)),
    'xl/_rels/workbook.xml.rels': part(
      relations([
        ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
        ['styles', 'styles.xml'],
      ]),
    ),
    'xl/styles.xml': part(STYLES),
  }
  sheets.forEach((sheet, index) => {
    files[`xl/worksheets/sheet${index + 1}.xml`] = part(worksheet(sheet))
  })
  return zipSync(files, { level: 1, mtime: NEVER })
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const part = (xml: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${xml}`)

function contentTypes(sheets: number): string {
  const parts = ['workbook.xml" ContentType="TYPE.sheet', 'styles.xml" ContentType="TYPE.styles']
  for (let n = 1; n <= sheets; n++) parts.push(`worksheets/sheet${n}.xml" ContentType="TYPE.worksheet`)
  const overrides = parts.map((it) => `<Override PartName="/xl/${it.replace('TYPE', TYPE)}+xml"/>`)
  return (
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `${overrides.join('').replace('sheet+xml', 'sheet.main+xml')}</Types>`
  )
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const all = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

function workbook(sheets: readonly Sheet[]): string {
  const all = sheets.map((it, index) => {
    const name = it.name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, NAME_CHARS_MAX)
    return `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`
  })
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${all.join('')}</sheets></workbook>`
}

/** The places of the formats among the styles' cellXfs. */
const XF = { header: 1, text: 2, quoted: 3, integer: 4, decimal: 5, percent: 6 } as const
/** Number formats that every program knows by number (ECMA-376, 18.8.30): 49 text, 3 `#,##0`, 4 `#,##0.00`. */
const xf = (numFmtId: number, rest = ''): string =>
  `<xf numFmtId="${numFmtId}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${rest}/>`
const STYLES =
  `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7">' +
  `${xf(0)}${xf(49).replace('fontId="0"', 'fontId="1" applyFont="1"')}${xf(49)}${xf(49, ' quotePrefix="1"')}` +
  `${xf(3)}${xf(4)}${xf(164)}</cellXfs></styleSheet>`

function worksheet({ columns, rows }: Sheet): string {
  const widths = columns.map(
    (it, index) => `<col min="${index + 1}" max="${index + 1}" width="${it.width}" customWidth="1"/>`,
  )
  const names = columns.map((_, index) => columnName(index))
  const lines = rows.map((cells, index) => {
    const line = index + 2
    return `<row r="${line}">${cells.map((it, at) => cell(`${names[at]}${line}`, it, columns[at])).join('')}</row>`
  })
  const headers = columns.map((it, index) => textCell(`${names[index]}1`, it.header, XF.header))
  return (
    `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData><row r="1">${headers.join('')}</row>${lines.join('')}</sheetData></worksheet>`
  )
}

function cell(place: string, value: SheetCell, column: SheetColumn | undefined): string {
  if (value === null || value === '') return ''
  if (typeof value === 'string') return textCell(place, value, MAY_EVALUATE.test(value) ? XF.quoted : XF.text)
  if (!Number.isFinite(value)) return ''
  return `<c r="${place}" s="${XF[column?.format ?? 'decimal']}"><v>${value}</v></c>`
}

function textCell(place: string, text: string, style: number): string {
  const written = escaped(text.slice(0, CELL_CHARS_MAX))
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${written}</t></is></c>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Characters that XML 1.0 cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones to leave out
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** What looks like an escape of Excel's own (`_x000D_`, ECMA-376, 22.9.2.19) is escaped in its turn. */
function escaped(text: string): string {
  return text
    .replace(UNWRITABLE, '')
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (it) => ENTITIES[it] ?? '')
    .replace(/\r/g, '_x000D_')
}

/** A, B, …, Z, AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}
