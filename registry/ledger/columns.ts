import type { AreaKind } from '../../store/area.ts'
import type { Cell, RawSheet } from './cell.ts'
import { Unreadable } from './unreadable.ts'

export type Language = 'zh' | 'en'

/** Around a room, from the widest to the nearest; the city is what all lie in. */
export const PLACE_KINDS = [
  'district',
  'street',
  'community',
  'compound',
  'building',
  'unit',
] as const satisfies AreaKind[]
export type PlaceKind = (typeof PLACE_KINDS)[number]

/** A ledger's columns in the order in which they are written, with their headers. Each is also known by other names. */
export const COLUMNS = {
  district: {
    zh: '区',
    en: 'District',
    width: 10,
    known: ['区县', '县区', '行政区'],
    how: { zh: '可留空；上级辖区必须已在系统里', en: 'may be empty; must be there already' },
    example: { zh: '西湖区', en: 'West district' },
  },
  street: {
    zh: '街道',
    en: 'Street',
    width: 14,
    known: ['乡镇', '街镇', '街道乡镇'],
    how: { zh: '可留空；必须已在系统里', en: 'may be empty; must be there already' },
    example: { zh: '门神街道', en: 'Menshen street' },
  },
  community: {
    zh: '社区',
    en: 'Community',
    width: 14,
    known: ['村居', '居委会', '居委'],
    how: {
      zh: '所选范围比社区大时填写；必须已在系统里',
      en: 'needed where the chosen area is wider; must be there already',
    },
    example: { zh: '平安社区', en: 'Ping’an' },
  },
  compound: {
    zh: '小区',
    en: 'Compound',
    width: 14,
    known: ['小区名称', 'estate'],
    how: { zh: '可留空；没有的会新建', en: 'may be empty; made where it is missing' },
    example: { zh: '平安小区', en: 'Ping’an court' },
  },
  building: {
    zh: '楼栋',
    en: 'Building',
    width: 10,
    known: ['楼号', '楼', '栋', '幢', '楼栋号', 'block'],
    how: { zh: '可留空；没有的会新建', en: 'may be empty; made where it is missing' },
    example: { zh: '3号楼', en: 'Building 3' },
  },
  unit: {
    zh: '单元',
    en: 'Unit',
    width: 10,
    known: ['单元号', 'entrance'],
    how: { zh: '可留空；没有的会新建', en: 'may be empty; made where it is missing' },
    example: { zh: '2单元', en: 'Unit 2' },
  },
  room: {
    zh: '房号',
    en: 'Room',
    width: 10,
    known: ['房间号', '房间', '室号', '室', '门牌号', '户号', 'flat', 'room no'],
    how: {
      zh: '必填，一行一户；设为“文本”可保住开头的 0',
      en: 'needed, a row for each household; as text it keeps its leading 0',
    },
    example: { zh: '0301', en: '0301' },
  },
  floor: {
    zh: '楼层',
    en: 'Floor',
    width: 8,
    known: ['层', '所在楼层', 'storey'],
    how: { zh: '可留空', en: 'may be empty' },
    example: { zh: '3', en: '3' },
  },
  contact: {
    zh: '联系人',
    en: 'Contact',
    width: 12,
    known: ['姓名', '户主', '联系人姓名', 'name', 'contact name'],
    how: { zh: '可留空；与电话一起填写', en: 'may be empty; goes with the phone' },
    example: { zh: '王某', en: 'Wang' },
  },
  phone: {
    zh: '电话',
    en: 'Phone',
    width: 16,
    known: ['手机', '手机号', '手机号码', '联系电话', '电话号码', 'mobile', 'phone number'],
    how: { zh: '可留空；与联系人一起填写', en: 'may be empty; goes with the name' },
    example: { zh: '13800001234', en: '13800001234' },
  },
  language: {
    zh: '语言',
    en: 'Language',
    width: 8,
    known: [],
    how: { zh: '中文 或 英文；留空为中文', en: 'Chinese or English; empty means Chinese' },
    example: { zh: '中文', en: 'English' },
  },
  channel: {
    zh: '通知方式',
    en: 'Messages',
    width: 10,
    known: ['消息方式', '住户通知', 'channel', 'notify by'],
    how: { zh: '短信、语音 或 不发；留空为不发', en: 'SMS, voice or none; empty means none' },
    example: { zh: '短信', en: 'SMS' },
  },
  start: {
    zh: '观察开始',
    en: 'Start',
    width: 18,
    known: [
      '开始',
      '开始日期',
      '开始时间',
      '起始日期',
      '观察起始',
      '隔离开始',
      '观察开始日期',
      'starts at',
      'start date',
    ],
    how: {
      zh: '与结束、依据一起填写，没有隔离令就都留空；只写日期即从当日 0 时起',
      en: 'goes with end and basis, all empty where there is no order; a day alone means from its beginning',
    },
    example: { zh: '2026-03-02', en: '2026-03-02' },
  },
  end: {
    zh: '观察结束',
    en: 'End',
    width: 18,
    known: ['结束', '结束日期', '结束时间', '截止日期', '期满日期', '隔离结束', '观察结束日期', 'ends at', 'end date'],
    how: { zh: '只写日期即到当日 24 时', en: 'a day alone means to its end' },
    example: { zh: '2026-03-15', en: '2026-03-15' },
  },
  basis: {
    zh: '依据',
    en: 'Basis',
    width: 24,
    known: ['隔离原因', '告知书', '告知书编号', '文书编号', 'reason'],
    how: { zh: '告知书编号或原因', en: 'the number of the notice, or the reason' },
    example: { zh: '杭隔告〔2026〕12号', en: 'Notice 12/2026' },
  },
  policy: {
    zh: '策略',
    en: 'Policy',
    width: 14,
    known: ['规则'],
    how: { zh: '可留空，即用辖区的策略', en: 'may be empty: the policy of its area' },
    example: { zh: 'five a day', en: 'five a day' },
  },
} as const

export type ColumnKey = keyof typeof COLUMNS
export const COLUMN_KEYS: readonly ColumnKey[] = [
  ...PLACE_KINDS,
  'room',
  'floor',
  'contact',
  'phone',
  'language',
  'channel',
  'start',
  'end',
  'basis',
  'policy',
]

/** A title and a line of notes may stand above the header. */
export const HEADER_ROWS_MAX = 10

export interface Header {
  /** The header's row. */
  readonly line: number
  /** Where each column that there is stands, and what it is called there. */
  readonly columns: ReadonlyMap<ColumnKey, { readonly at: number; readonly header: string }>
  /** Headers that are not known: their cells are not read. */
  readonly ignored: readonly string[]
}

const KEYS_BY_NAME: ReadonlyMap<string, ColumnKey> = new Map(
  COLUMN_KEYS.flatMap((key) => {
    const { zh, en, known } = COLUMNS[key]
    return [key, zh, en, ...known].map((name) => [plain(name), key] as const)
  }),
)

/** Letters of one width and case, without spaces, marks, and what stands in brackets: `结束日期（含当日）` is `结束日期`. */
export function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\([^)]*\)|[\s*:_.#/-]/g, '')
    .toLowerCase()
}

/**
 * The first row that has a room's column. Null: this sheet has none, as a sheet of notes has not.
 * @throws Unreadable `header_twice`.
 */
export function findHeader({ rows }: RawSheet): Header | null {
  for (const { line, cells } of rows.slice(0, HEADER_ROWS_MAX)) {
    const keys = cells.map((it) => KEYS_BY_NAME.get(plain(textOf(it))))
    if (keys.includes('room')) return headerOf(line, cells, keys)
  }
  return null
}

export function noHeader(): Unreadable {
  return new Unreadable('no_header', { lines: HEADER_ROWS_MAX })
}

function headerOf(line: number, cells: readonly (Cell | null)[], keys: readonly (ColumnKey | undefined)[]): Header {
  const columns = new Map<ColumnKey, { at: number; header: string }>()
  const ignored: string[] = []
  for (const [at, key] of keys.entries()) {
    const header = textOf(cells[at] ?? null).trim()
    if (key === undefined && header !== '') ignored.push(header)
    if (key === undefined) continue
    if (columns.has(key)) throw new Unreadable('header_twice', { header })
    columns.set(key, { at, header })
  }
  return { line, columns, ignored }
}

function textOf(cell: Cell | null): string {
  return cell?.kind === 'text' ? cell.text : ''
}
