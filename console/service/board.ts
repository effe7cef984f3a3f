import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { ALERTS_KEY } from './alerts.ts'
import { answerOf, client } from './client.ts'
import type { Board } from './shapes.ts'

/** The board is asked for so often that a door is seen within a second; what has not changed is not sent again. */
const BOARD_MS = 700
const FIGURES_MS = 20_000
const WAITING_MAX = 200

interface VersionedBoard {
  readonly version: string
  readonly board: Board
}

/** An area's households as they are now, for as long as the page can be seen. Those that did not change stay the same objects. */
export function useBoard(areaId: number) {
  const queries = useQueryClient()
  const queryKey = ['board', areaId]
  return useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<VersionedBoard> => {
      const known = queries.getQueryData<VersionedBoard>(queryKey)
      const query = known === undefined ? {} : { version: known.version }
      const path = { id: areaId }
      const { version, board } = await answerOf(
        client.GET('/api/v1/areas/{id}/board', { params: { path, query }, signal }),
      )
      if (board !== null) return { version, board }
      if (known === undefined) throw new Error('the service gave no board')
      return known
    },
    select: boardOf,
    refetchInterval: BOARD_MS,
    // The next asking is soon.
    retry: false,
  })
}

/** To be drawn: many that change at once are drawn a few at a time, so that no frame waits for all of them. */
export function useDrawnBoard(areaId: number) {
  const { data, error, refetch } = useBoard(areaId)
  return { data: useDeferredValue(data), error, refetch }
}

function boardOf({ board }: VersionedBoard): Board {
  return board
}

/** What waits for a person within an area. With `isCut` there is more. */
export function useWaiting(areaId: number) {
  return useQuery({
    queryKey: [...ALERTS_KEY, 'waiting', areaId],
    queryFn: async ({ signal }) => {
      const query = { handling: 'unresolved' as const, areaId, limit: WAITING_MAX }
      const { alerts, next } = await answerOf(client.GET('/api/v1/alerts', { params: { query }, signal }))
      return { alerts, isCut: next !== null }
    },
    refetchInterval: FIGURES_MS,
  })
}

/** How today's alerts of an area were answered. `from`: when its day began. */
export function useToday(areaId: number, from: string) {
  return useQuery({
    queryKey: [...ALERTS_KEY, 'today', areaId, from],
    queryFn: async ({ signal }) => {
      const query = { areaId, from, until: new Date().toISOString() }
      return (await answerOf(client.GET('/api/v1/response-figures', { params: { query }, signal }))).all
    },
    refetchInterval: FIGURES_MS,
  })
}
