import type { Instant } from '../../base/instant.ts'
import type { SheetCell, SheetColumn } from '../../base/write-xlsx.ts'
import type { Scope } from '../../store/area.ts'
import type { Queryable } from '../../store/transaction.ts'
import type { Language } from '../language-of.ts'

/** Of one table; the latest where it has more, and its name then says so. */
export const TABLE_ROWS_MAX = 20_000
/** Read at a time. */
export const TABLE_ROWS_AT_ONCE = 1000

export interface TableColumn<T> {
  readonly name: Readonly<Record<Language, string>>
  /** In characters; a Chinese one takes two. */
  readonly width: number
  /** How numbers are shown. */
  readonly format?: NonNullable<SheetColumn['format']>
  readonly cell: (row: T, shown: Shown) => SheetCell
}

/** How what is not text is told. */
export interface Shown {
  readonly language: Language
  /** An instant as `2026-03-02 12:00:00` by the reader's clock; null is empty. */
  readonly instant: (at: Instant | null) => string | null
}

export interface TableRead {
  readonly db: Queryable
  readonly scope: Scope
  readonly now: Instant
}

export interface Table {
  readonly title: Readonly<Record<Language, string>>
  /** The list that shows the same: who may see that may take this, within the same areas. */
  readonly list: string
  readonly columns: readonly Pick<TableColumn<unknown>, 'name' | 'width' | 'format'>[]
  readonly read: (asked: TableRead, shown: Shown) => Promise<readonly (readonly SheetCell[])[]>
}

interface TableParts<T> extends Pick<Table, 'title' | 'list'> {
  readonly columns: readonly TableColumn<T>[]
  /** The rows that come after one; from the beginning where that is absent. */
  readonly page: (asked: TableRead, after: T | undefined, limit: number) => Promise<readonly T[]>
}

/** Reads page after page, so that no statement is larger than those that screens are shown from. */
export function tableOf<T>({ title, list, columns, page }: TableParts<T>): Table {
  return {
    ...{ title, list, columns },
    async read(asked, shown) {
      const rows: (readonly SheetCell[])[] = []
      let last: T | undefined
      while (rows.length < TABLE_ROWS_MAX) {
        const items = await page(asked, last, TABLE_ROWS_AT_ONCE)
        for (const item of items) rows.push(columns.map((it) => it.cell(item, shown)))
        last = items.at(-1)
        if (items.length < TABLE_ROWS_AT_ONCE) break
      }
      return rows
    },
  }
}

/** The names around a place, from the widest. */
export function placeText(names: readonly (string | null)[]): string {
  return names.filter((it) => it !== null).join(' ')
}
