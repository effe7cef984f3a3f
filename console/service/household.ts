import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ALERTS_KEY } from './alerts.ts'
import { answerOf, client, keyed } from './client.ts'
import type { Body } from './shapes.ts'

export const HOUSEHOLDS_KEY = ['households'] as const
const householdKey = (id: number) => [...HOUSEHOLDS_KEY, id] as const
const PAGE_ITEMS = 200
/** A door's state is as old as this at most. */
const REFRESH_MS = 15_000

export type PermitRequest = Body<'/api/v1/permits'>
export type ContactRequest = Body<'/api/v1/households/{id}/contact'>

/** Households whose place holds the words, within an area. */
export function useHouseholds(search: string, areaId: number | null) {
  return useQuery({
    queryKey: [...HOUSEHOLDS_KEY, 'list', search, areaId],
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) => {
      const query = { search, limit: PAGE_ITEMS, ...(areaId === null ? {} : { areaId }) }
      return answerOf(client.GET('/api/v1/households', { params: { query }, signal }))
    },
  })
}

export function useHousehold(id: number) {
  return useQuery({
    queryKey: householdKey(id),
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/households/{id}', { params: { path: { id } }, signal })),
  })
}

export interface LaneQuery {
  readonly from: number
  readonly until: number
  readonly pixels: number
}

/** What was before stays on the screen until the new window has come. */
export function useLanes(id: number, { from, until, pixels }: LaneQuery) {
  return useQuery({
    queryKey: [...householdKey(id), 'lanes', from, until, pixels],
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    enabled: pixels > 0,
    queryFn: ({ signal }) => {
      const query = { from: new Date(from).toISOString(), until: new Date(until).toISOString(), pixels }
      return answerOf(client.GET('/api/v1/households/{id}/lanes', { params: { path: { id }, query }, signal }))
    },
  })
}

export function useHouseholdAlerts(householdId: number) {
  return useQuery({
    queryKey: [...ALERTS_KEY, 'household', householdId],
    queryFn: async ({ signal }) => {
      const query = { householdId, limit: PAGE_ITEMS }
      return (await answerOf(client.GET('/api/v1/alerts', { params: { query }, signal }))).alerts
    },
  })
}

export function useResidentDeliveries(id: number) {
  return useQuery({
    queryKey: [...householdKey(id), 'deliveries'],
    queryFn: async ({ signal }) =>
      (await answerOf(client.GET('/api/v1/households/{id}/deliveries', { params: { path: { id } }, signal })))
        .deliveries,
  })
}

export function useLookers(id: number) {
  return useQuery({
    queryKey: [...householdKey(id), 'lookers'],
    queryFn: async ({ signal }) =>
      (await answerOf(client.GET('/api/v1/households/{id}/lookers', { params: { path: { id } }, signal }))).looks,
  })
}

/** What staff do about a household. Everything that is shown of it is read anew afterwards. */
export function useHouseholdActs(id: number) {
  const queries = useQueryClient()
  const onSuccess = async () => {
    await queries.invalidateQueries({ queryKey: householdKey(id) })
    await queries.invalidateQueries({ queryKey: ALERTS_KEY })
  }
  const grant = useMutation({
    mutationFn: (body: Omit<PermitRequest, 'householdId'>) =>
      answerOf(client.POST('/api/v1/permits', { params: keyed(body), body: { ...body, householdId: id } })),
    onSuccess,
  })
  const revoke = useMutation({
    mutationFn: (permit: number) =>
      answerOf(client.POST('/api/v1/permits/{id}/revoke', { params: { path: { id: permit }, ...keyed() } })),
    onSuccess,
  })
  const extend = useMutation({
    mutationFn: ({ order, endsAt, reason }: { order: number; endsAt: string; reason: string }) => {
      const params = { path: { id: order }, ...keyed() }
      return answerOf(client.POST('/api/v1/orders/{id}/extend', { params, body: { endsAt, reason } }))
    },
    onSuccess,
  })
  const release = useMutation({
    mutationFn: ({ order, reason }: { order: number; reason: string }) =>
      answerOf(
        client.POST('/api/v1/orders/{id}/release', { params: { path: { id: order }, ...keyed() }, body: { reason } }),
      ),
    onSuccess,
  })
  return { grant, revoke, extend, release }
}

/** Who answers there: told for a purpose, which is written down. Kept by nobody, so no query holds it. */
export function useContactActs(id: number) {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: householdKey(id) })
  const reveal = useMutation({
    mutationFn: (purpose: string) =>
      answerOf(client.POST('/api/v1/households/{id}/reveal-contact', { params: { path: { id } }, body: { purpose } })),
    onSuccess,
    gcTime: 0,
  })
  const set = useMutation({
    mutationFn: (body: ContactRequest) =>
      answerOf(client.POST('/api/v1/households/{id}/contact', { params: { path: { id }, ...keyed(body) }, body })),
    onSuccess,
  })
  const confirm = useMutation({
    mutationFn: () =>
      answerOf(client.POST('/api/v1/households/{id}/confirm-contact', { params: { path: { id }, ...keyed() } })),
    onSuccess,
  })
  return { reveal, set, confirm }
}
