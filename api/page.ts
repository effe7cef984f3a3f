import { z } from 'zod'

export const PAGE_ITEMS_MAX = 200
const PAGE_ITEMS_DEFAULT = 50

/** A row's id in a path or a query, where everything is text. */
export function idText<T extends z.ZodType<number, number>>(id: T) {
  return z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).pipe(id)
}

/** Several in one query, as `1,2,3`. */
export function listText<T extends z.ZodType<unknown, unknown>>(item: T) {
  return z
    .string()
    .max(PAGE_ITEMS_MAX * 17)
    .transform((it): unknown[] => it.split(','))
    .pipe(z.array(item).max(PAGE_ITEMS_MAX))
}

const limit = z.coerce.number().int().min(1).max(PAGE_ITEMS_MAX).default(PAGE_ITEMS_DEFAULT)

/** A page of a list that is ordered by id: `after` is the last page's `next`. */
export const idPage = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit,
})

/** A page of a list that runs from the latest id to the oldest. */
export const latestPage = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(Number.MAX_SAFE_INTEGER),
  limit,
})

/** A page of a list that is ordered by name. */
export const namePage = z.object({ after: z.string().max(128).default(''), limit })

/** Where the next page begins; null when this one is the last. */
export function nextOf<T, K>(items: readonly T[], limitOf: number, keyOf: (item: T) => K): K | null {
  const last = items.at(-1)
  return last === undefined || items.length < limitOf ? null : keyOf(last)
}
