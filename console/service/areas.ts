import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answerOf, client } from './client.ts'
import type { Area } from './shapes.ts'

/** More than these nobody reads through; what is typed makes them fewer. */
const FOUND_MAX = 50
/** As many as may be asked for by name at once. */
const NAMED_MAX = 200
const AREAS_KEY = ['areas'] as const

/** Of the caller's areas those whose place holds the words; the wide ones come first where none are typed. */
export function useFoundAreas(search: string, kinds?: readonly Area['kind'][]) {
  return useQuery({
    queryKey: [...AREAS_KEY, 'found', search, kinds],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const query = { search, limit: FOUND_MAX, ...(kinds === undefined ? {} : { kinds: kinds.join(',') }) }
      return (await answerOf(client.GET('/api/v1/areas', { params: { query }, signal }))).areas
    },
  })
}

/** An area, null where the caller does not see it; nothing is asked for without one. */
export function useArea(id: number | null) {
  return useQuery({
    queryKey: [...AREAS_KEY, 'one', id],
    enabled: id !== null,
    queryFn: async ({ signal }): Promise<Area | null> => (await readAreas([id ?? 0], signal))[0] ?? null,
  })
}

/** What each is called; one that the caller does not see has its number. */
export function useAreaNames(ids: Iterable<number>): (id: number) => string {
  const asked = [...new Set(ids)].toSorted((a, b) => a - b)
  const { data } = useQuery({
    queryKey: [...AREAS_KEY, 'named', asked],
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const pieces = Array.from({ length: Math.ceil(asked.length / NAMED_MAX) }, (_, place) =>
        asked.slice(place * NAMED_MAX, (place + 1) * NAMED_MAX),
      )
      const areas = await Promise.all(pieces.map((it) => readAreas(it, signal)))
      return new Map(areas.flat().map((it) => [it.id, it.name]))
    },
  })
  return (id) => data?.get(id) ?? `#${id}`
}

async function readAreas(ids: readonly number[], signal: AbortSignal): Promise<readonly Area[]> {
  const query = { ids: ids.join(','), limit: NAMED_MAX }
  return (await answerOf(client.GET('/api/v1/areas', { params: { query }, signal }))).areas
}
