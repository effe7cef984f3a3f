import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, client } from './client.ts'
import { SENSORS_KEY } from './devices.ts'
import type { Answer, Body } from './shapes.ts'

export type Gateway = Answer<'/api/v1/gateways/{id}', 'get'>
export type NewGateway = Body<'/api/v1/gateways'>

const GATEWAYS_KEY = ['gateways'] as const
const PAGE_ITEMS = 50
const LIST_MS = 30_000

/** In the order of their names, a page at a time. */
export function useGateways() {
  return useInfiniteQuery({
    queryKey: [...GATEWAYS_KEY, 'list'],
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      answerOf(client.GET('/api/v1/gateways', { params: { query: { limit: PAGE_ITEMS, after: pageParam } }, signal })),
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap((it) => it.gateways),
  })
}

export function useGateway(id: string) {
  return useQuery({
    queryKey: [...GATEWAYS_KEY, 'one', id],
    refetchInterval: LIST_MS,
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/gateways/{id}', { params: { path: { id } }, signal })),
  })
}

interface Keyed {
  readonly key: string
}

interface Why extends Keyed {
  readonly id: string
  readonly reason: string
}

/** Answers that hold a secret are kept by nothing. */
export function useGatewayActs() {
  const queries = useQueryClient()
  const onSuccess = async () => {
    await queries.invalidateQueries({ queryKey: GATEWAYS_KEY })
    await queries.invalidateQueries({ queryKey: SENSORS_KEY })
  }
  const paramsOf = (id: string, key: string) => ({ path: { id }, header: { 'idempotency-key': key } })
  const add = useMutation({
    gcTime: 0,
    mutationFn: ({ key, ...body }: Keyed & NewGateway) =>
      answerOf(client.POST('/api/v1/gateways', { params: { header: { 'idempotency-key': key } }, body })),
    onSuccess,
  })
  const renew = useMutation({
    gcTime: 0,
    mutationFn: ({ id, key, reason }: Why) =>
      answerOf(client.POST('/api/v1/gateways/{id}/renew', { params: paramsOf(id, key), body: { reason } })),
    onSuccess,
  })
  const revoke = useMutation({
    mutationFn: ({ id, key, reason }: Why) =>
      answerOf(client.POST('/api/v1/gateways/{id}/revoke', { params: paramsOf(id, key), body: { reason } })),
    onSuccess,
  })
  const retire = useMutation({
    mutationFn: ({ id, key, reason }: Why) =>
      answerOf(client.POST('/api/v1/gateways/{id}/retire', { params: paramsOf(id, key), body: { reason } })),
    onSuccess,
  })
  return { add, renew, revoke, retire }
}
