import type { Language } from '../../store/household-contact.ts'
import type { LocalDate } from './local-date.ts'

/** What a row says, each cell understood by itself. Whether it fits what is recorded is another question. */
export interface LedgerRow {
  readonly line: number
  /** By the kinds of `PLACE_KINDS`; null where it says nothing. */
  readonly place: readonly (string | null)[]
  readonly room: string
  readonly floor: number | null
  readonly contact: RowContact | null
  readonly order: RowOrder | null
}

export interface RowContact {
  readonly name: string
  /** E.164. */
  readonly phone: string
  readonly language: Language
  readonly channel: 'sms' | 'voice' | null
}

export interface RowOrder {
  readonly start: LocalDate
  /** A day is meant to its end. */
  readonly end: LocalDate
  readonly basis: string
  /** Null: its area's. */
  readonly policy: string | null
}
