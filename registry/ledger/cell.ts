/** A cell as a file has it, before anybody knows what its column means. Null: empty. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  /** `isTimed`: shown with a time of day, which tells 00:00 from a day. */
  | { readonly kind: 'number'; readonly value: number; readonly isTimed: boolean }
  /** Never evaluated; what the program that saved it made of it is not believed. */
  | { readonly kind: 'formula' }
  /** As `#REF!`. */
  | { readonly kind: 'broken'; readonly text: string }
  /** One of several columns that are one cell in the file. */
  | { readonly kind: 'merged'; readonly range: string }

/** A row that holds anything, by its number in the file, which people see at its left. */
export interface RawRow {
  readonly line: number
  readonly cells: readonly (Cell | null)[]
}

export interface RawSheet {
  /** Null for a file without sheets. */
  readonly name: string | null
  readonly rows: readonly RawRow[]
  /** Days are counted from 1904 instead of 1900, as on old Macs. */
  readonly is1904: boolean
}

/** Rows past this are not read: four times a street's. */
export const LEDGER_ROWS_MAX = 20_000
/** Of a row; a ledger has sixteen. */
export const LEDGER_COLUMNS_MAX = 64
