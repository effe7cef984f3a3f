import { contactPhone } from '../contact-phone.ts'
import {
  AREA_NAME_MAX,
  BASIS_MAX,
  CONTACT_NAME_MAX,
  FLOOR_MAX,
  FLOOR_MIN,
  POLICY_NAME_MAX,
  ROOM_MAX,
} from '../field-limits.ts'
import type { Cell, RawRow } from './cell.ts'
import { type ColumnKey, type Header, PLACE_KINDS } from './columns.ts'
import type { FaultCode, RowFault } from './fault.ts'
import type { LedgerRow, RowContact, RowOrder } from './ledger-row.ts'
import { type LocalDate, localDate } from './local-date.ts'

/** The row, or what is wrong with it: everything, not only the first. */
export type RowReading =
  | { readonly kind: 'row'; readonly row: LedgerRow }
  | { readonly kind: 'faults'; readonly faults: readonly RowFault[] }

export function readRow(raw: RawRow, header: Header, is1904: boolean): RowReading {
  const cells = new RowCells(raw, header, is1904)
  const place = PLACE_KINDS.map((kind) => cells.text(kind, AREA_NAME_MAX))
  const room = cells.text('room', ROOM_MAX)
  if (room === null && cells.isEmpty('room')) cells.fault('room', 'missing')
  const floor = readFloor(cells)
  const contact = readContact(cells)
  const order = readOrder(cells)
  if (cells.faults.length > 0 || room === null) return { kind: 'faults', faults: cells.faults }
  return { kind: 'row', row: { line: raw.line, place, room, floor, contact, order } }
}

function readFloor(cells: RowCells): number | null {
  const text = cells.text('floor', ROOM_MAX)
  if (text === null) return null
  const number = Number(text.normalize('NFKC').replace(/[层楼]$|F$/i, ''))
  if (Number.isInteger(number) && number >= FLOOR_MIN && number <= FLOOR_MAX) return number
  cells.fault('floor', 'floor', { min: FLOOR_MIN, max: FLOOR_MAX })
  return null
}

const LANGUAGES: Readonly<Record<string, RowContact['language']>> = {
  ...{ zh: 'zh', 中文: 'zh', 汉语: 'zh', chinese: 'zh' },
  ...{ en: 'en', 英文: 'en', 英语: 'en', english: 'en' },
}
const CHANNELS: Readonly<Record<string, 'sms' | 'voice' | 'none'>> = {
  ...{ sms: 'sms', 短信: 'sms', voice: 'voice', 语音: 'voice', 语音电话: 'voice', 电话: 'voice', call: 'voice' },
  ...{ none: 'none', 不发: 'none', 无: 'none', no: 'none' },
}

function readContact(cells: RowCells): RowContact | null {
  const name = cells.text('contact', CONTACT_NAME_MAX)
  const phone = readPhone(cells)
  const language = cells.choice('language', LANGUAGES) ?? 'zh'
  const chosen = cells.choice('channel', CHANNELS) ?? 'none'
  if (name === null && phone !== null) cells.faultOfEmpty('contact', 'needs_name')
  if (phone === null && (name !== null || chosen !== 'none')) cells.faultOfEmpty('phone', 'needs_phone')
  return name === null || phone === null ? null : { name, phone, language, channel: chosen === 'none' ? null : chosen }
}

/** As `1.38E+10`: what is left of a number that a program took for a quantity. */
const SHORTENED = /^\d(\.\d+)?E\+?\d+$/i

function readPhone(cells: RowCells): string | null {
  const text = cells.text('phone', CONTACT_NAME_MAX)
  if (text === null) return null
  const number = contactPhone(text.normalize('NFKC'))
  if (number === null) cells.fault('phone', SHORTENED.test(text) ? 'phone_shortened' : 'phone')
  return number
}

function readOrder(cells: RowCells): RowOrder | null {
  const start = cells.date('start')
  const end = cells.date('end')
  const basis = cells.text('basis', BASIS_MAX)
  const policy = cells.text('policy', POLICY_NAME_MAX)
  if (start === null && end === null && basis === null) return null
  if (start === null) cells.faultOfEmpty('start', 'needs_start')
  if (end === null) cells.faultOfEmpty('end', 'needs_end')
  if (basis === null) cells.faultOfEmpty('basis', 'needs_basis')
  return start === null || end === null || basis === null ? null : { start, end, basis, policy }
}

/** One row's cells by their column, and what was found wrong with them. */
class RowCells {
  readonly faults: RowFault[] = []
  readonly #raw: RawRow
  readonly #header: Header
  readonly #is1904: boolean

  constructor(raw: RawRow, header: Header, is1904: boolean) {
    this.#raw = raw
    this.#header = header
    this.#is1904 = is1904
  }

  fault(column: ColumnKey, code: FaultCode, values: RowFault['values'] = {}): void {
    this.faults.push({ line: this.#raw.line, column, code, values })
  }

  /** What is not empty and not understood has its fault already. */
  faultOfEmpty(column: ColumnKey, code: FaultCode): void {
    if (this.isEmpty(column)) this.fault(column, code)
  }

  isEmpty(column: ColumnKey): boolean {
    return this.#cellOf(column) === null
  }

  /** Trimmed, with each stretch of white space one space. Null: empty, or no text. */
  text(column: ColumnKey, charsMax: number): string | null {
    const cell = this.#readable(column)
    if (cell === null) return null
    const text = (cell.kind === 'number' ? String(cell.value) : cell.text).replaceAll(/\s+/g, ' ').trim()
    const code = UNWRITABLE.test(text) ? 'unwritable' : text.length > charsMax ? 'too_long' : null
    if (code === null) return text
    this.fault(column, code, { max: charsMax })
    return null
  }

  choice<T extends string>(column: ColumnKey, choices: Readonly<Record<string, T>>): T | null {
    const text = this.text(column, CONTACT_NAME_MAX)
    if (text === null) return null
    const plain = text.normalize('NFKC').toLowerCase()
    const chosen = Object.hasOwn(choices, plain) ? choices[plain] : undefined
    if (chosen === undefined) this.fault(column, column === 'language' ? 'language' : 'channel')
    return chosen ?? null
  }

  date(column: ColumnKey): LocalDate | null {
    const cell = this.#readable(column)
    if (cell === null) return null
    const date = localDate(cell, this.#is1904)
    if (date === null) this.fault(column, 'date')
    return date
  }

  #readable(column: ColumnKey): Extract<Cell, { kind: 'text' | 'number' }> | null {
    const cell = this.#cellOf(column)
    if (cell === null || cell.kind === 'text' || cell.kind === 'number') return cell
    if (cell.kind === 'merged') this.fault(column, 'merged', { range: cell.range })
    else if (cell.kind === 'broken') this.fault(column, 'broken', { found: cell.text.slice(0, ROOM_MAX) })
    else this.fault(column, 'formula')
    return null
  }

  #cellOf(column: ColumnKey): Cell | null {
    const place = this.#header.columns.get(column)
    return place === undefined ? null : (this.#raw.cells[place.at] ?? null)
  }
}

/** Control characters and halves of characters: PostgreSQL or a screen would not give them back. */
const UNWRITABLE = /[\p{Cc}\p{Cs}\ufffe\uffff]/u
