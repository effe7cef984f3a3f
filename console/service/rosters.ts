import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, client, keyed } from './client.ts'
import { readPages } from './read-pages.ts'
import type { Body } from './shapes.ts'

const ROSTERS_KEY = ['rosters'] as const
const rosterKey = (id: number) => [...ROSTERS_KEY, id] as const
/** Who is on duty changes by the clock, and by colleagues. */
const DUTY_MS = 30_000

export type NewRoster = Body<'/api/v1/rosters'>
export type RosterChange = Body<'/api/v1/rosters/{id}/change'>
export type NewShift = Body<'/api/v1/rosters/{id}/shifts'>
export type NewException = Body<'/api/v1/rosters/{id}/exceptions'>

export function useRosters() {
  return useQuery({
    queryKey: ROSTERS_KEY,
    queryFn: ({ signal }) =>
      readPages(async (query) => {
        const { rosters, next } = await answerOf(client.GET('/api/v1/rosters', { params: { query }, signal }))
        return { items: rosters, next }
      }),
  })
}

/** With its shifts and exceptions that are not over. */
export function useRoster(id: number) {
  return useQuery({
    queryKey: [...rosterKey(id), 'detail'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/rosters/{id}', { params: { path: { id } }, signal })),
  })
}

export function useOnDuty(id: number) {
  return useQuery({
    queryKey: [...rosterKey(id), 'on-duty'],
    refetchInterval: DUTY_MS,
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/rosters/{id}/on-duty', { params: { path: { id } }, signal })),
  })
}

export function useCalendar(id: number, from: number, until: number) {
  return useQuery({
    queryKey: [...rosterKey(id), 'calendar', from, until],
    queryFn: ({ signal }) => {
      const query = { from: new Date(from).toISOString(), until: new Date(until).toISOString() }
      return answerOf(client.GET('/api/v1/rosters/{id}/calendar', { params: { path: { id }, query }, signal }))
    },
  })
}

/** Who may be on duty in an area; nobody is asked for without one. */
export function useHandlers(areaId: number | undefined) {
  return useQuery({
    queryKey: ['handlers', areaId],
    enabled: areaId !== undefined,
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/areas/{id}/handlers', { params: { path: { id: areaId ?? 0 } }, signal })),
  })
}

export function useMakeRoster() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: NewRoster) => answerOf(client.POST('/api/v1/rosters', { params: keyed(body), body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ROSTERS_KEY }),
  })
}

/** What is changed about a roster. All that is shown of it is read anew, which no form waits for. */
export function useRosterActs(id: number) {
  const queries = useQueryClient()
  const onSuccess = () => void queries.invalidateQueries({ queryKey: ROSTERS_KEY })
  const path = { id }
  const change = useMutation({
    mutationFn: (body: RosterChange) =>
      answerOf(client.POST('/api/v1/rosters/{id}/change', { params: { path, ...keyed(body) }, body })),
    onSuccess,
  })
  const end = useMutation({
    mutationFn: () => answerOf(client.POST('/api/v1/rosters/{id}/end', { params: { path, ...keyed() } })),
    onSuccess,
  })
  const addShift = useMutation({
    mutationFn: (body: NewShift) =>
      answerOf(client.POST('/api/v1/rosters/{id}/shifts', { params: { path, ...keyed(body) }, body })),
    onSuccess,
  })
  const addException = useMutation({
    mutationFn: (body: NewException) =>
      answerOf(client.POST('/api/v1/rosters/{id}/exceptions', { params: { path, ...keyed(body) }, body })),
    onSuccess,
  })
  return { change, end, addShift, addException }
}

/** Nothing is deleted: shifts and exceptions end. */
export function usePlanEnds() {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: ROSTERS_KEY })
  const endShift = useMutation({
    mutationFn: ({ id, lastDay }: { readonly id: number; readonly lastDay: string }) =>
      answerOf(client.POST('/api/v1/shifts/{id}/end', { params: { path: { id }, ...keyed() }, body: { lastDay } })),
    onSuccess,
  })
  const endException = useMutation({
    mutationFn: (id: number) =>
      answerOf(client.POST('/api/v1/roster-exceptions/{id}/end', { params: { path: { id }, ...keyed() } })),
    onSuccess,
  })
  return { endShift, endException }
}
