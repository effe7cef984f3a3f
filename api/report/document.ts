export type Cell = string | number | null

export interface Column {
  readonly header: string
  /** How its numbers are shown; a share of 0.5 as `percent` is 50.0%. */
  readonly format: 'integer' | 'percent'
}

/** A table with its name; numbers stay numbers, so that a spreadsheet reckons with them. */
export interface Section {
  readonly title: string
  /** What one must know to read it; empty: nothing. */
  readonly note: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  /** Drawn as bars above the table, from the columns with these places: a bar's parts, from the bottom. */
  readonly bars: readonly number[]
}

/** What is written as a spreadsheet or as a PDF. */
export interface ReportDocument {
  readonly language: 'zh' | 'en'
  readonly title: string
  readonly lines: readonly string[]
  readonly sections: readonly Section[]
  /** What stands in place of a table without rows. */
  readonly nothing: string
  /** At the foot of every page. */
  readonly foot: string
}

export function section(
  title: string,
  columns: readonly (string | Column)[],
  rows: readonly (readonly Cell[])[],
  more: { readonly note?: string; readonly bars?: readonly number[] } = {},
): Section {
  const named = columns.map((it) => (typeof it === 'string' ? { header: it, format: 'integer' as const } : it))
  return { title, columns: named, rows, note: more.note ?? '', bars: more.bars ?? [] }
}

export function percentColumn(header: string): Column {
  return { header, format: 'percent' }
}
