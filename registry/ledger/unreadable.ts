import { LEDGER_ROWS_MAX } from './cell.ts'

/** Why a file as a whole is not read, in words. `{name}` is replaced by a value. */
export const UNREADABLE = {
  name: {
    zh: '文件名须以 .xlsx 或 .csv 结尾',
    en: 'the name of the file must end in .xlsx or .csv',
  },
  not_as_named: {
    zh: '文件内容与文件名不符：它不是 {named} 文件',
    en: 'the file is not what its name says: it is no {named} file',
  },
  old_or_encrypted: {
    zh: '这是旧版 .xls 文件，或设了密码的文件；请在 Excel 中另存为不带密码的 .xlsx',
    en: 'this is an old .xls file or one with a password; save it as .xlsx without a password',
  },
  damaged: {
    zh: '文件已损坏，读不出来；请在 Excel 中打开并另存',
    en: 'the file is damaged; open it in Excel and save it again',
  },
  no_workbook: {
    zh: '这个文件里没有工作表',
    en: 'there is no worksheet in this file',
  },
  too_large_inside: {
    zh: '文件解开后过大，不予读取',
    en: 'what the file unpacks to is larger than is read',
  },
  encoding: {
    zh: '文字编码既不是 UTF-8 也不是 GB18030；请用 Excel 另存为“CSV UTF-8”',
    en: 'the text is neither UTF-8 nor GB18030; save it as “CSV UTF-8”',
  },
  quote: {
    zh: '第 {line} 行有一个引号没有配对',
    en: 'a quotation mark in line {line} is never closed',
  },
  empty: { zh: '文件里没有内容', en: 'there is nothing in the file' },
  no_header: {
    zh: '前 {lines} 行里没有找到表头：至少要有“房号”一列；请下载模板对照',
    en: 'no header in the first {lines} rows: a column “Room” at least is needed; compare with the template',
  },
  no_stock_header: {
    zh: '前 {lines} 行里没有找到表头：至少要有“编号”一列',
    en: 'no header in the first {lines} rows: a column “Sensor” at least is needed',
  },
  header_twice: {
    zh: '表头里有两列都是“{header}”',
    en: 'two columns of the header are both “{header}”',
  },
  too_many_rows: {
    zh: `超过 ${LEDGER_ROWS_MAX} 行；请拆成几个文件`,
    en: `more than ${LEDGER_ROWS_MAX} rows; split it into several files`,
  },
  took_too_long: {
    zh: '读取用时过长，已停止',
    en: 'reading it took too long and was stopped',
  },
} as const

export type UnreadableWhy = keyof typeof UNREADABLE

/** The file cannot be read at all; what is wrong in one cell is a fault instead. */
export class Unreadable extends Error {
  readonly why: UnreadableWhy
  readonly values: Readonly<Record<string, string | number>>

  constructor(why: UnreadableWhy, values: Readonly<Record<string, string | number>> = {}) {
    super(why)
    this.why = why
    this.values = values
  }
}
