import { openXlsx } from './open-xlsx.ts'
import { parseXml, unescaped } from './parse-xml.ts'
import { Unreadable } from './unreadable.ts'

/** What the sheets of a workbook have in common, and where each is. */
export interface Workbook {
  /** That are shown, in their order. */
  readonly sheets: readonly { readonly name: string; readonly xml: Uint8Array }[]
  readonly strings: readonly string[]
  /** By a cell's style: whether it shows a time of day. */
  readonly isTimed: readonly boolean[]
  /** Days count from 1904 instead of 1900, as on old Macs. */
  readonly is1904: boolean
}

/** @throws Unreadable when it is none. */
export function openWorkbook(bytes: Uint8Array): Workbook {
  const parts = openXlsx(bytes)
  const { sheets, is1904 } = readWorkbook(parts)
  if (sheets.length === 0) throw new Unreadable('no_workbook')
  return { sheets, is1904, strings: readStrings(parts), isTimed: readStyles(parts) }
}

type Parts = ReadonlyMap<string, Uint8Array>

function readWorkbook(parts: Parts): Pick<Workbook, 'sheets' | 'is1904'> {
  const targets = readTargets(parts)
  const sheets: { name: string; xml: Uint8Array }[] = []
  let is1904 = false
  parseXml(parts.get('xl/workbook.xml'), {
    opened: (name, attribute) => {
      if (name === 'workbookPr') is1904 = isTrue(attribute('date1904'))
      if (name !== 'sheet' || (attribute('state') ?? 'visible') !== 'visible') return
      const xml = parts.get(targets.get(attribute('r:id') ?? '') ?? '')
      if (xml !== undefined) sheets.push({ name: attribute('name') ?? '', xml })
    },
  })
  return { sheets, is1904 }
}

/** Where the sheets are, by the ids that the workbook calls them by. */
function readTargets(parts: Parts): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  const relations = parts.get('xl/_rels/workbook.xml.rels')
  if (relations === undefined) throw new Unreadable('no_workbook')
  parseXml(relations, {
    opened: (_, attribute) => {
      const target = (attribute('Target') ?? '').toLowerCase()
      targets.set(attribute('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
  })
  return targets
}

/** Texts that cells share. The reading of Chinese characters (`rPh`) is no part of them. */
function readStrings(parts: Parts): readonly string[] {
  const strings: string[] = []
  let text = ''
  let isText = false
  let isReading = false
  parseXml(parts.get('xl/sharedstrings.xml'), {
    opened: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') isReading = true
      isText = name === 't' && !isReading
    },
    closed: (name) => {
      if (name === 'rPh') isReading = false
      if (name === 't') isText = false
      if (name === 'si') strings.push(unescaped(text))
    },
    text: (more) => {
      if (isText) text += more
    },
  })
  return strings
}

/** Built-in number formats with a time of day (ECMA-376, 18.8.30). */
const TIMED_FORMATS = ['18', '19', '20', '21', '22', '32', '33', '55', '56']

function readStyles(parts: Parts): readonly boolean[] {
  const timed = new Set(TIMED_FORMATS)
  const styles: boolean[] = []
  let isOfCells = false
  parseXml(parts.get('xl/styles.xml'), {
    opened: (name, attribute) => {
      if (name === 'numFmt' && showsTime(attribute('formatCode') ?? '')) timed.add(attribute('numFmtId') ?? '')
      if (name === 'cellXfs') isOfCells = true
      if (name === 'xf' && isOfCells) styles.push(timed.has(attribute('numFmtId') ?? ''))
    },
    closed: (name) => {
      if (name === 'cellXfs') isOfCells = false
    },
  })
  return styles
}

/** An `h` outside of quotation marks and brackets. */
function showsTime(format: string): boolean {
  return /h/i.test(format.replaceAll(/"[^"]*"|\[\$[^\]]*\]|\\./g, ''))
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}
