import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, client, keyed } from './client.ts'

const REQUESTS_KEY = ['permit-requests'] as const
const linkKey = (id: number) => ['resident-link', id] as const
const REQUESTS_MAX = 100
/** Whoever asks stands at the door. */
const ASK_EVERY_MS = 4000

/** Permits that residents ask for, the oldest first. */
export function useAskedPermits(isAsked: boolean) {
  return useQuery({
    queryKey: REQUESTS_KEY,
    refetchInterval: ASK_EVERY_MS,
    enabled: isAsked,
    queryFn: async ({ signal }) => {
      const query = { show: 'waiting' as const, limit: REQUESTS_MAX }
      return (
        await answerOf(client.GET('/api/v1/permit-requests', { params: { query }, signal }))
      ).requests.toReversed()
    },
  })
}

export function useRequestActs() {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: REQUESTS_KEY })
  const grant = useMutation({
    mutationFn: (id: number) =>
      answerOf(client.POST('/api/v1/permit-requests/{id}/grant', { params: { path: { id }, ...keyed() }, body: {} })),
    onSettled,
  })
  const decline = useMutation({
    mutationFn: ({ id, reason }: { readonly id: number; readonly reason: string }) => {
      const params = { path: { id }, ...keyed() }
      return answerOf(client.POST('/api/v1/permit-requests/{id}/decline', { params, body: { reason } }))
    },
    onSettled,
  })
  return { grant, decline }
}

export function useResidentLink(id: number, isAsked: boolean) {
  return useQuery({
    queryKey: linkKey(id),
    enabled: isAsked,
    queryFn: async ({ signal }) =>
      (await answerOf(client.GET('/api/v1/households/{id}/resident-link', { params: { path: { id } }, signal }))).link,
  })
}

/** Whoever has the address may do what the household may: it is asked for each time, and kept by no query. */
export function useResidentAddress(id: number) {
  return useMutation({
    mutationFn: async () =>
      (await answerOf(client.GET('/api/v1/households/{id}/resident-link/address', { params: { path: { id } } })))
        .address,
    gcTime: 0,
  })
}

export function useResidentLinkActs(id: number) {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: linkKey(id) })
  const make = useMutation({
    mutationFn: () =>
      answerOf(client.POST('/api/v1/households/{id}/resident-link', { params: { path: { id }, ...keyed() } })),
    onSuccess,
  })
  const revoke = useMutation({
    mutationFn: () =>
      answerOf(client.POST('/api/v1/households/{id}/resident-link/revoke', { params: { path: { id }, ...keyed() } })),
    onSuccess,
  })
  return { make, revoke }
}
