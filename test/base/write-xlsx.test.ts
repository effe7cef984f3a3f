import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { writeCsv } from '../../base/write-csv.ts'
import { writeXlsx } from '../../base/write-xlsx.ts'

const columns = [
  { header: '房号', width: 10 },
  { header: 'Share', width: 8, format: 'percent' },
] as const

function sheetOf(rows: readonly (readonly (string | number | null)[])[]): string {
  const parts = unzipSync(writeXlsx([{ name: '台账[1]/2', columns, rows }]))
  expect(strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array())).toContain('<sheet name="台账 1  2"')
  return strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
}

test('a workbook holds text as text and numbers as numbers', () => {
  const sheet = sheetOf([
    ['0301', 0.5],
    [null, null],
  ])
  expect(sheet).toContain('<c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">房号</t></is></c>')
  expect(sheet).toContain('<c r="A2" s="2" t="inlineStr"><is><t xml:space="preserve">0301</t></is></c>')
  expect(sheet).toContain('<c r="B2" s="6"><v>0.5</v></c>')
  expect(sheet).toContain('<row r="3"></row>')
})

test('the same rows make the same bytes', () => {
  const make = () => writeXlsx([{ name: 'a', columns, rows: [['x', 1]] }])
  expect(make()).toEqual(make())
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', "'=1"])('%j is never a formula', (text) => {
  const sheet = sheetOf([[text]])
  expect(sheet).toContain('<c r="A2" s="3" t="inlineStr">')
  expect(sheet).not.toContain('<f>')
  expect(writeCsv([[text]])).toMatch(/^\ufeff"?'/)
})

test.each([
  ['<b>&"\'', "&lt;b&gt;&amp;&quot;'"],
  ['\u0000a\u0008', 'a'],
  ['_x0041_', '_x005F_x0041_'],
])('%j is written so that XML holds it', (text, written) => {
  expect(sheetOf([[text]])).toContain(`<t xml:space="preserve">${written}</t>`)
})

test('a table as CSV has the mark of UTF-8, quotes what needs it and leaves numbers alone', () => {
  expect(
    writeCsv([
      ['a,b', 'c"d', null, -1],
      [' e', 'f\ng'],
    ]),
  ).toBe('\ufeff"a,b","c""d",,-1\r\n" e","f\ng"\r\n')
})
