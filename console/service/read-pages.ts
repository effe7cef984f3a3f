const PAGES_MAX = 10
const PAGE_ITEMS = 200

interface PageQuery {
  readonly after: number
  readonly limit: number
}

interface Page<T> {
  readonly items: readonly T[]
  readonly next: number | null
}

export interface Pages<T> {
  readonly items: readonly T[]
  /** There are more. */
  readonly isCut: boolean
}

/** Reads a list page after page, up to so many. */
export async function readPages<T>(read: (query: PageQuery) => Promise<Page<T>>): Promise<Pages<T>> {
  const items: T[] = []
  let after = 0
  for (let page = 0; page < PAGES_MAX; page++) {
    const { items: more, next } = await read({ after, limit: PAGE_ITEMS })
    items.push(...more)
    if (next === null) return { items, isCut: false }
    after = next
  }
  return { items, isCut: true }
}
