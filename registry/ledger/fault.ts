import { ORDER_AHEAD_DAYS_MAX, ORDER_DAYS_MAX } from '../order-term.ts'
import type { ColumnKey } from './columns.ts'

/** What is wrong with a cell, and what would be right. `{name}` is replaced by a value. */
export const FAULTS = {
  missing: { zh: '不能为空', en: 'must not be empty' },
  too_long: { zh: '最多 {max} 个字', en: 'at most {max} characters' },
  unwritable: { zh: '含有无法保存的控制字符；请删去重填', en: 'holds control characters; type it anew' },
  formula: {
    zh: '单元格里是公式；请“复制”后“选择性粘贴—数值”',
    en: 'the cell is a formula; copy it and paste its value',
  },
  broken: {
    zh: '单元格里是错误值 {found}；请填写正确的内容',
    en: 'the cell holds the error {found}; type what is meant',
  },
  merged: {
    zh: '{range} 是合并单元格；请取消合并，逐格填写',
    en: '{range} are merged; unmerge them and fill in each cell',
  },
  floor: { zh: '楼层须为 {min} 到 {max} 的整数，如 3', en: 'a floor is a whole number from {min} to {max}, as 3' },
  phone: {
    zh: '不是电话号码；请填写 13800001234，境外号码写 +85212345678',
    en: 'not a telephone number; write 13800001234, or +85212345678 from abroad',
  },
  phone_shortened: {
    zh: '号码被 Excel 写成了科学计数，已不完整；请把该列设为“文本”后重填',
    en: 'Excel has shortened this number; make the column text and type it again',
  },
  language: { zh: '请填写 中文 或 英文，也可留空', en: 'write Chinese or English, or leave it empty' },
  channel: { zh: '请填写 短信、语音 或 不发，也可留空', en: 'write SMS, voice or none, or leave it empty' },
  needs_name: { zh: '填写了电话，就要填写联系人', en: 'where there is a phone there must be a name' },
  needs_phone: {
    zh: '填写了联系人或通知方式，就要填写电话',
    en: 'where there is a name or a way of messages there must be a phone',
  },
  date: {
    zh: '不是日期；请填写 2026-03-02、2026/3/2、2026年3月2日，可带时间 08:30',
    en: 'not a date; write 2026-03-02, 2026/3/2 or 2026年3月2日, with 08:30 behind it if need be',
  },
  needs_start: { zh: '有结束或依据，就要填写观察开始', en: 'where there is an end or a basis there must be a start' },
  needs_end: { zh: '有开始或依据，就要填写观察结束', en: 'where there is a start or a basis there must be an end' },
  needs_basis: {
    zh: '有观察期限，就要填写依据，如告知书编号',
    en: 'a term needs its basis, as the number of its notice',
  },
  ends_before_start: { zh: '结束早于开始', en: 'the order would end before it starts' },
  over_already: { zh: '结束时间已经过去；只导入尚未期满的隔离令', en: 'the order would be over already; leave it out' },
  starts_too_late: {
    zh: `开始最多在 ${ORDER_AHEAD_DAYS_MAX} 天以后`,
    en: `an order starts at most ${ORDER_AHEAD_DAYS_MAX} days from now`,
  },
  lasts_too_long: { zh: `观察期最长 ${ORDER_DAYS_MAX} 天`, en: `an order lasts at most ${ORDER_DAYS_MAX} days` },
  area_unknown: {
    zh: '辖区内没有名为“{name}”的{kind}；请核对名称，或先在系统里建立',
    en: 'there is no {kind} “{name}” here; mend the name, or make it first',
  },
  area_ambiguous: {
    zh: '有不止一个“{name}”；请补填它左边的列，或选择更小的导入范围',
    en: 'there are several “{name}”; fill in the columns left of it, or choose a narrower area',
  },
  area_elsewhere: {
    zh: '不在所选的导入范围内：这里是“{name}”',
    en: 'not in the area that was chosen, which lies in “{name}”',
  },
  community_needed: {
    zh: '请填写社区，或把导入范围选为一个社区',
    en: 'write the community, or choose one as the area of the import',
  },
  policy_unknown: {
    zh: '没有名为“{name}”的策略；现有：{policies}',
    en: 'there is no policy “{name}”; there are: {policies}',
  },
  same_row: { zh: '与第 {line} 行重复；请删去一行', en: 'the same as row {line}; take one of them out' },
  terms_overlap: { zh: '与第 {line} 行的观察期重叠', en: 'its term overlaps that of row {line}' },
  contact_twice: {
    zh: '与第 {line} 行是同一户，联系人却不同',
    en: 'the same household as in row {line} with another contact',
  },
  order_overlaps: {
    zh: '这一户已有 {from} 至 {until} 的隔离令，时间重叠',
    en: 'this household has an order from {from} to {until}, which overlaps',
  },
  order_changed: {
    zh: '这一户从 {from} 开始的隔离令已在系统里，至 {until}；请照此填写，或在系统里延长、解除',
    en: 'the order of this household from {from} is there and runs to {until}; write that, or extend or release it there',
  },
  contact_kept: {
    zh: '系统里这一户的联系人与此不同，保持不变',
    en: 'this household has another contact already, which stays',
  },
  floor_kept: {
    zh: '系统里这一户在 {floor} 层，保持不变',
    en: 'this household is on floor {floor} already, which stays',
  },
} as const

export type FaultCode = keyof typeof FAULTS

export interface RowFault {
  /** The row's number in the file. */
  readonly line: number
  readonly column: ColumnKey
  readonly code: FaultCode
  readonly values: Readonly<Record<string, string | number>>
}

export interface Words {
  readonly zh: string
  readonly en: string
}

type Value = string | number | Words

/** A text with its values, in both languages; a value may differ between them. */
export function worded(text: Words, values: Readonly<Record<string, Value>>): Words {
  return { zh: filled(text.zh, 'zh', values), en: filled(text.en, 'en', values) }
}

function filled(text: string, language: keyof Words, values: Readonly<Record<string, Value>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return typeof value === 'object' ? value[language] : String(value)
  })
}
