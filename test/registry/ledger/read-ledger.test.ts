import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { writeCsv } from '../../../base/write-csv.ts'
import { writeXlsx } from '../../../base/write-xlsx.ts'
import { LEDGER_ROWS_MAX } from '../../../registry/ledger/cell.ts'
import { COLUMN_KEYS, COLUMNS } from '../../../registry/ledger/columns.ts'
import { type LedgerHead, type LedgerPiece, readLedger } from '../../../registry/ledger/read-ledger.ts'
import { Unreadable, type UnreadableWhy } from '../../../registry/ledger/unreadable.ts'

interface Reading extends LedgerHead, LedgerPiece {}

function read(name: string, bytes: Uint8Array): Reading {
  let head: LedgerHead | undefined
  const rows: LedgerPiece['rows'][number][] = []
  const faults: LedgerPiece['faults'][number][] = []
  for (const piece of readLedger(name, bytes)) {
    if ('rowsTotal' in piece) head = piece
    else {
      rows.push(...piece.rows)
      faults.push(...piece.faults)
    }
  }
  if (head === undefined) throw new Error('no head')
  return { ...head, rows, faults }
}

const csv = (text: string): Reading => read('台账.csv', new TextEncoder().encode(text))

function whyNot(name: string, bytes: Uint8Array): UnreadableWhy | null {
  try {
    read(name, bytes)
    return null
  } catch (error) {
    if (error instanceof Unreadable) return error.why
    throw error
  }
}

/** What is wrong, as `column: code`. */
const faultsOf = (reading: Reading): readonly string[] => reading.faults.map((it) => `${it.column}: ${it.code}`)

describe('encodings of CSV', () => {
  const text = '楼栋,房号,联系人,电话\r\n3号楼,0301,王某,13800001234\r\n'
  const contact = { name: '王某', phone: '+8613800001234' }
  /** The same, as Python's codec writes it. */
  const gb18030 = Buffer.from('wqW2sCy3v7rFLMGqz7XIyyy157uwDQozusXCpSwwMzAxLM31xLMsMTM4MDAwMDEyMzQNCg==', 'base64')

  test.each([
    ['UTF-8', new TextEncoder().encode(text)],
    ['UTF-8 with its mark', new TextEncoder().encode(`\ufeff${text}`)],
    ['UTF-16, as “Unicode text”', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['GB18030, as Excel in Chinese', gb18030],
  ])('%s', (_, bytes) => {
    expect(read('台账.CSV', bytes).rows).toMatchObject([
      { place: [null, null, null, null, '3号楼', null], room: '0301', contact },
    ])
  })

  test('neither', () => {
    expect(whyNot('a.csv', Uint8Array.of(0xff, 0xff, 0x81, 0x20))).toBe('encoding')
  })
})

describe('CSV', () => {
  test.each([
    ['tabs', '楼栋\t房号\n1\t0101'],
    ['semicolons', '楼栋;房号\n1;0101'],
    ['quotes', '"楼栋","房号"\r\n"1","01""01"\r\n'],
    ['empty lines and a title', '\n\n平安社区台账\n楼栋,房号\n,\n1,0101\n\n'],
    ['carriage returns alone', '楼栋,房号\r1,0101'],
  ])('%s', (_, text) => {
    expect(csv(text).rows).toMatchObject([
      { place: [null, null, null, null, '1', null], room: expect.stringMatching(/^01"?01$/) },
    ])
  })

  test('a row keeps its number, however many lines its cells take', () => {
    const { rows } = csv('房号,依据,开始,结束\n1,"a\nb",2026-03-02,2026-03-03\n\n2,,,\n')
    expect(rows.map((it) => [it.line, it.room, it.order?.basis])).toEqual([
      [2, '1', 'a b'],
      [4, '2', undefined],
    ])
  })

  test('a quotation mark that is never closed is told by its line', () => {
    expect(whyNot('a.csv', strToU8('房号\n1\n"2'))).toBe('quote')
  })

  test('a formula is refused; what an export has made text is that text again', () => {
    expect(faultsOf(csv('房号\n=1+1'))).toEqual(['room: formula'])
    const texts = ["'=1", '=1', '@x', '-1']
    expect(csv(writeCsv([['房号'], ...texts.map((it) => [it])])).rows.map((it) => it.room)).toEqual(texts)
  })
})

describe('headers', () => {
  test.each(['zh', 'en'] as const)('%s, every column', (language) => {
    const { headers } = csv(`${COLUMN_KEYS.map((key) => COLUMNS[key][language]).join(',')}\n`)
    expect(Object.keys(headers).sort()).toEqual([...COLUMN_KEYS].sort())
  })

  test('with brackets, spaces, stars, other names and letters of another width', () => {
    const { headers, ignoredColumns } = csv('房 号*,手机号码,结束日期（含当日）,ＦＬＯＯＲ,备注\n')
    expect(Object.keys(headers)).toEqual(['room', 'phone', 'end', 'floor'])
    expect(ignoredColumns).toEqual(['备注'])
  })

  test.each([
    ['none', '楼栋,单元\n1,1', 'no_header'],
    ['one twice', '房号,室号\n1,1', 'header_twice'],
    ['nothing at all', '\n,,\n', 'empty'],
  ])('%s', (_, text, why) => {
    expect(whyNot('a.csv', strToU8(text))).toBe(why)
  })
})

describe('dates', () => {
  const withStart = (start: string): Reading => csv(`房号,开始,结束,依据\n1,${start},2026-03-16,x`)

  test.each([
    ['2026-03-02', '2026-03-02T00:00:00Z', true],
    ['2026/3/2', '2026-03-02T00:00:00Z', true],
    ['2026.3.2', '2026-03-02T00:00:00Z', true],
    ['2026年3月2日', '2026-03-02T00:00:00Z', true],
    ['20260302', '2026-03-02T00:00:00Z', true],
    ['２０２６－０３－０２', '2026-03-02T00:00:00Z', true],
    ['2026-03-02 08:30', '2026-03-02T08:30:00Z', false],
    ['2026-03-02T08:30:05', '2026-03-02T08:30:05Z', false],
    ['2026/3/2 0:00', '2026-03-02T00:00:00Z', false],
    ['2026年3月2日8时30分', '2026-03-02T08:30:00Z', false],
    ['2026年3月2日 24时', '2026-03-03T00:00:00Z', false],
    ['2024-02-29', '2024-02-29T00:00:00Z', true],
  ])('%s', (text, wall, isDay) => {
    expect(withStart(text).rows[0]?.order?.start).toEqual({ wallMs: Date.parse(wall), isDay })
  })

  test.each([
    ...['2026-02-29', '2026-13-01', '3/2/2026', '02.03.2026', '昨天', '2026-03-02 25:00', '2026-03-02 8:61'],
    ...['2026-3/2', '46083', '2026-03-02 8'],
  ])('%s is none', (text) => {
    expect(faultsOf(withStart(text))).toEqual(['start: date'])
  })
})

describe('cells', () => {
  test.each([
    ['楼栋,房号', '1,', ['room: missing']],
    ['房号', 'x'.repeat(33), ['room: too_long']],
    ['房号', 'a\u0007b', ['room: unwritable']],
    ['房号', 'a\u0090b', ['room: unwritable']],
    ['房号,楼层', '1,201', ['floor: floor']],
    ['房号,楼层', '1,2.5', ['floor: floor']],
    ['房号,楼层', '1,三', ['floor: floor']],
    ['房号,电话', '1,13800001234', ['contact: needs_name']],
    ['房号,联系人', '1,王某', ['phone: needs_phone']],
    ['房号,通知方式', '1,短信', ['phone: needs_phone']],
    ['房号,联系人,电话', '1,王某,12345', ['phone: phone']],
    ['房号,联系人,电话', '1,王某,1.38E+10', ['phone: phone_shortened']],
    ['房号,联系人,电话,通知方式', '1,王某,13800001234,微信', ['channel: channel']],
    ['房号,联系人,电话,语言', '1,王某,13800001234,__proto__', ['language: language']],
    ['房号,开始', '1,2026-03-02', ['end: needs_end', 'basis: needs_basis']],
    ['房号,结束,依据', '1,2026-03-02,x', ['start: needs_start']],
    ['房号,开始,结束,依据,楼层', '1,x,y,=z,a', ['floor: floor', 'start: date', 'end: date', 'basis: formula']],
  ])('%s / %s', (header, row, faults) => {
    expect(faultsOf(csv(`${header}\n${row}\n`))).toEqual(faults)
  })

  test('what is right is understood', () => {
    const header = '楼栋,房号,楼层,联系人,电话,语言,通知方式,开始,结束,依据,策略'
    const row = ' 3号楼 ,0301,3层,王 某,138 0000 1234,English,SMS,2026-03-02,2026-03-16,告知书,five a day'
    const { rows, faults } = csv(`${header}\n${row}\n`)
    expect(faults).toEqual([])
    expect(rows).toEqual([
      {
        line: 2,
        place: [null, null, null, null, '3号楼', null],
        room: '0301',
        floor: 3,
        contact: { name: '王 某', phone: '+8613800001234', language: 'en', channel: 'sms' },
        order: {
          start: { wallMs: Date.UTC(2026, 2, 2), isDay: true },
          end: { wallMs: Date.UTC(2026, 2, 16), isDay: true },
          basis: '告知书',
          policy: 'five a day',
        },
      },
    ])
  })

  test('hostile text is text', () => {
    const hostile = ['<script>alert(1)</script>', "'; drop table area; --", '{{x}}%s']
    expect(csv(`房号\n${hostile.join('\n')}\n`).rows.map((it) => it.room)).toEqual(hostile)
  })
})

const textCell = (place: string, it: string): string => `<c r="${place}" t="inlineStr"><is><t>${it}</t></is></c>`
const HEADER_ROW =
  `<row r="1">${textCell('A1', '楼栋')}<c r="B1" t="str"><v>房号</v></c><c r="C1" t="inlineStr"><is><r><t>开</t></r>` +
  `<r><t>始</t></r></is></c>${textCell('D1', '结束')}${textCell('E1', '依据')}</row>`

/** A workbook by hand, as other programs write it. */
function workbook(rows: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const files = {
    'xl/workbook.xml':
      '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="隐" state="hidden" r:id="r0"/>' +
      '<x:sheet name="台账" r:id="r1"/></x:sheets></x:workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r0" Target="worksheets/sheet9.xml"/>' +
      '<Relationship Id="r1" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...parts,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, it]) => [name, strToU8(it)])))
}

describe('XLSX', () => {
  test('shared strings, numbers, dates with and without a time, sheets that are hidden', () => {
    const row =
      '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3"><v>301</v></c><c r="C3" s="1"><v>46083</v></c>' +
      `<c r="D3" s="2"><v>46097.354166666664</v></c>${textCell('E3', 'x_x000D_y')}</row>`
    const bytes = workbook(HEADER_ROW + row, {
      'xl/sharedStrings.xml':
        '<sst><si><r><t>3号</t></r><r><t>楼</t></r><rPh sb="0" eb="1"><t>san</t></rPh></si></sst>',
      'xl/styles.xml':
        '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy/m/d\\ h:mm"/></numFmts><cellStyleXfs>' +
        '<xf numFmtId="22"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>',
    })
    const { sheet, rows } = read('a.xlsx', bytes)
    expect(sheet).toBe('台账')
    const start = { wallMs: Date.UTC(2026, 2, 2), isDay: true }
    const end = { wallMs: Date.UTC(2026, 2, 16, 8, 30), isDay: false }
    expect(rows).toMatchObject([
      { line: 3, place: [null, null, null, null, '3号楼', null], room: '301', order: { start, end, basis: 'x y' } },
    ])
  })

  test('a day that is shown with its time of day is no whole day', () => {
    const dates = '<c r="C2" s="1"><v>46083</v></c><c r="D2"><v>46097</v></c>'
    const bytes = workbook(`${HEADER_ROW}<row r="2">${textCell('B2', '1')}${dates}${textCell('E2', 'x')}</row>`, {
      'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    })
    expect(read('a.xlsx', bytes).rows[0]?.order).toMatchObject({ start: { isDay: false }, end: { isDay: true } })
  })

  test('days that are counted from 1904', () => {
    const dates = '<c r="C2"><v>44621</v></c><c r="D2"><v>44635</v></c>'
    const bytes = workbook(`${HEADER_ROW}<row r="2">${textCell('B2', '1')}${dates}${textCell('E2', 'x')}</row>`, {
      'xl/workbook.xml':
        '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
    })
    expect(read('a.xlsx', bytes).rows[0]?.order?.start.wallMs).toBe(Date.UTC(2026, 2, 2))
  })

  test('a formula is not evaluated, whatever its value was; an error is no text', () => {
    const row =
      '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>HYPERLINK("http://x")</f><v>0301</v></c>' +
      '<c r="E2" t="e"><v>#REF!</v></c></row>'
    const faults = ['building: formula', 'room: formula', 'basis: broken', 'start: needs_start', 'end: needs_end']
    expect(faultsOf(read('a.xlsx', workbook(HEADER_ROW + row)))).toEqual(expect.arrayContaining(faults.slice(0, 3)))
  })

  test('cells merged downwards have each the text that they show; merged sideways they are refused', () => {
    const rows =
      `<row r="2">${textCell('A2', '3号楼')}${textCell('B2', '1')}</row><row r="3">${textCell('B3', '2')}</row>` +
      `<row r="4">${textCell('A4', '4号楼')}</row>`
    const merged = '</sheetData><mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A4:B4"/></mergeCells><sheetData>'
    const reading = read('a.xlsx', workbook(HEADER_ROW + rows + merged))
    expect(reading.rows.map((it) => [it.place[4], it.room])).toEqual([
      ['3号楼', '1'],
      ['3号楼', '2'],
    ])
    expect(faultsOf(reading)).toEqual(['building: merged', 'room: merged'])
  })

  test('the first sheet with a header is the ledger, whatever stands before it', () => {
    const bytes = writeXlsx([
      { name: '说明', columns: [{ header: '请勿改动', width: 9 }], rows: [['x']] },
      { name: '空', columns: [], rows: [] },
      { name: '台账', columns: [{ header: '房号', width: 9 }], rows: [['0301'], [302], ['=1']] },
    ])
    const { sheet, rows } = read('a.xlsx', bytes)
    expect([sheet, ...rows.map((it) => it.room)]).toEqual(['台账', '0301', '302', '=1'])
  })

  const entity = '<!DOCTYPE x [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>'
  const parts = Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [String(n), new Uint8Array()]))
  test.each([
    ['a CSV', 'a.xlsx', strToU8('房号\n1'), 'not_as_named'],
    ['a workbook called CSV', 'a.csv', workbook(HEADER_ROW), 'not_as_named'],
    ['a picture called CSV', 'a.csv', Uint8Array.of(0x89, 0x50, 0, 0, 0), 'not_as_named'],
    ['an old workbook, or one with a password', 'a.xlsx', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'old_or_encrypted'],
    ['an old name', 'a.xls', workbook(HEADER_ROW), 'name'],
    ['an empty file', 'a.xlsx', new Uint8Array(), 'empty'],
    ['half a file', 'a.xlsx', workbook(HEADER_ROW).slice(0, 200), 'damaged'],
    ['another archive', 'a.xlsx', zipSync({ 'word/document.xml': strToU8('<x/>') }), 'no_workbook'],
    ['broken XML', 'a.xlsx', workbook('<row>'), 'damaged'],
    ['an entity of its own', 'a.xlsx', workbook('', { 'xl/sharedStrings.xml': entity }), 'damaged'],
    ['only empty sheets', 'a.xlsx', writeXlsx([{ name: 'a', columns: [], rows: [] }]), 'empty'],
    ['a thousand and one parts', 'a.xlsx', zipSync(parts), 'too_large_inside'],
  ])('%s: %s', (_, name, bytes, why) => {
    expect(whyNot(name, bytes)).toBe(why)
  })

  test('a bomb is refused by what it says it unpacks to; one that lies is cut short', () => {
    const largeBytes = 65 * 1024 * 1024
    const bomb = zipSync({ 'xl/workbook.xml': strToU8('<x/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(largeBytes) })
    expect(bomb.length).toBeLessThan(100_000)
    expect(whyNot('a.xlsx', bomb)).toBe('too_large_inside')
    const lying = Buffer.from(bomb)
    const size = Buffer.alloc(4)
    size.writeUInt32LE(largeBytes)
    for (let at = lying.indexOf(size); at >= 0; at = lying.indexOf(size)) lying.writeUInt32LE(1000, at)
    expect(whyNot('a.xlsx', lying)).toMatch(/damaged|no_workbook/)
  })
})

test('a row more than is read, and 100,001, are refused', () => {
  const rows = (count: number) => strToU8(`房号\n${'1\n'.repeat(count)}`)
  expect(whyNot('a.csv', rows(LEDGER_ROWS_MAX + 1))).toBe('too_many_rows')
  expect(whyNot('a.csv', rows(100_001))).toBe('too_many_rows')
  expect(whyNot('a.csv', rows(LEDGER_ROWS_MAX))).toBe(null)
})
