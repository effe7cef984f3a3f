import { FAULTS, type Words } from '../ledger/fault.ts'
import type { StockColumn } from './stock-columns.ts'

/** What is wrong with a row of a stock list, and what would be right. `{name}` is replaced by a value. */
export const STOCK_FAULTS = {
  missing: FAULTS.missing,
  too_long: FAULTS.too_long,
  unwritable: FAULTS.unwritable,
  formula: FAULTS.formula,
  broken: FAULTS.broken,
  merged: FAULTS.merged,
  same_row: FAULTS.same_row,
  uid: {
    zh: '编号须为 4 到 32 个小写字母、数字或 -，不以 - 开头；经网关的门磁由网关带来，不必导入',
    en: 'a sensor’s id is 4 to 32 of a-z, 0-9 and -, not - at first; those behind a gateway come with it and need no import',
  },
  secret: {
    zh: '密钥须为 32 个随机字节的 base64url（43 个字符）；没有出厂密钥就留空，由系统生成',
    en: 'a secret is 32 random bytes in base64url (43 characters); left empty, one is made',
  },
  secret_twice: {
    zh: '与第 {line} 行的密钥相同；每个门磁须有自己的密钥',
    en: 'the same secret as in row {line}; each sensor has its own',
  },
  uid_taken: {
    zh: '这个编号已被别处的设备使用',
    en: 'a device elsewhere goes by this id already',
  },
  retired: {
    zh: '这个门磁已回收；请先在它的页面上退回库存',
    en: 'this sensor is retired; take it back into stock on its page first',
  },
  model_kept: {
    zh: '已在系统里，型号是 {model}，保持不变',
    en: 'it is there already as {model}, which stays',
  },
  secret_kept: {
    zh: '已在系统里，密钥与此不同，保持不变',
    en: 'it is there already with another secret, which stays',
  },
} as const satisfies Readonly<Record<string, Words>>

export type StockFaultCode = keyof typeof STOCK_FAULTS

export interface StockFault {
  /** The row's number in the file. */
  readonly line: number
  readonly column: StockColumn
  readonly code: StockFaultCode
  readonly values: Readonly<Record<string, string | number>>
}
