import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, client, keyed } from './client.ts'
import { readPages } from './read-pages.ts'
import type { Body, Delivery, EscalationTerms } from './shapes.ts'

const POLICIES_KEY = ['escalation-policies'] as const
const POINTS_KEY = ['contact-points'] as const
const SILENCES_KEY = ['silences'] as const
const DELIVERIES = 50
/** Until it is known what became of a test: most providers answer within seconds. */
const TEST_MS = 700
const TRIED_TEST_MS = 3000
const REFRESH_MS = 15_000
/** Messages are on their way for seconds. */
const DELIVERIES_MS = 5000

export type NewPolicy = Body<'/api/v1/escalation-policies'>
export type NewContactPoint = Body<'/api/v1/contact-points'>
export type ContactPointChange = Body<'/api/v1/contact-points/{id}/change'>
export type NewSilence = Body<'/api/v1/silences'>

/** Those that have ended as well, and what holds where there is none. */
export function useEscalationPolicies() {
  return useQuery({
    queryKey: POLICIES_KEY,
    queryFn: async ({ signal }) => {
      let defaults: EscalationTerms | undefined
      const pages = await readPages(async (query) => {
        const answer = await answerOf(client.GET('/api/v1/escalation-policies', { params: { query }, signal }))
        defaults = answer.defaults
        return { items: answer.policies, next: answer.next }
      })
      return { ...pages, defaults }
    },
  })
}

export function usePolicyActs() {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: POLICIES_KEY })
  const make = useMutation({
    mutationFn: (body: NewPolicy) =>
      answerOf(client.POST('/api/v1/escalation-policies', { params: keyed(body), body })),
    onSuccess,
  })
  const end = useMutation({
    mutationFn: (id: number) =>
      answerOf(client.POST('/api/v1/escalation-policies/{id}/end', { params: { path: { id }, ...keyed() } })),
    onSuccess,
  })
  return { make, end }
}

export function useContactPoints() {
  return useQuery({
    queryKey: POINTS_KEY,
    queryFn: ({ signal }) =>
      readPages(async (query) => {
        const answer = await answerOf(client.GET('/api/v1/contact-points', { params: { query }, signal }))
        return { items: answer.contactPoints, next: answer.next }
      }),
  })
}

export function useAddContactPoint() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: NewContactPoint) =>
      answerOf(client.POST('/api/v1/contact-points', { params: keyed(body), body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: POINTS_KEY }),
  })
}

const testKey = (id: number) => [...POINTS_KEY, id, 'test'] as const

export function useContactPointActs(id: number) {
  const queries = useQueryClient()
  const path = { id }
  const change = useMutation({
    mutationFn: (body: ContactPointChange) =>
      answerOf(client.POST('/api/v1/contact-points/{id}/change', { params: { path, ...keyed(body) }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: POINTS_KEY }),
  })
  const test = useMutation({
    mutationFn: () => answerOf(client.POST('/api/v1/contact-points/{id}/test', { params: { path, ...keyed() } })),
    // What became of an earlier one is not this one's answer.
    onSuccess: () => queries.setQueryData(testKey(id), null),
  })
  return { change, test }
}

/** What became of the latest test, asked for until its fate is known; nothing is asked before one was sent. */
export function useContactPointTest(id: number, isAsked: boolean) {
  return useQuery<Delivery | null>({
    queryKey: testKey(id),
    enabled: isAsked,
    refetchInterval: ({ state: { data } }) => testInterval(data ?? null),
    queryFn: async ({ signal }) =>
      (await answerOf(client.GET('/api/v1/contact-points/{id}/test', { params: { path: { id } }, signal }))).delivery,
  })
}

/** What has been tried in vain is tried again later. */
function testInterval(delivery: Delivery | null): number | false {
  if (delivery === null) return TEST_MS
  if (!isUnderWay(delivery)) return false
  return delivery.attempts > 0 ? TRIED_TEST_MS : TEST_MS
}

export function isUnderWay({ sentAt, failedAt, cancelledAt }: Delivery): boolean {
  return sentAt === null && failedAt === null && cancelledAt === null
}

export type DeliveryQuestion =
  | { readonly of: 'areas'; readonly isFailed: boolean }
  | { readonly of: 'person'; readonly staffId: number }
  | { readonly of: 'me' }

/** What was sent, latest first; to be asked for by whoever may see it. */
export function useDeliveries(question: DeliveryQuestion | null) {
  return useInfiniteQuery({
    queryKey: ['deliveries', question],
    enabled: question !== null,
    // Each look at what a colleague was sent is written down.
    refetchInterval: question?.of === 'person' ? false : DELIVERIES_MS,
    initialPageParam: Number.MAX_SAFE_INTEGER,
    queryFn: ({ signal, pageParam }) => readDeliveries(question ?? { of: 'me' }, pageParam, signal),
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap((it) => it.deliveries),
  })
}

function readDeliveries(question: DeliveryQuestion, after: number, signal: AbortSignal) {
  const query = { after, limit: DELIVERIES }
  switch (question.of) {
    case 'me':
      return answerOf(client.GET('/api/v1/me/deliveries', { params: { query }, signal }))
    case 'person': {
      const path = { id: question.staffId }
      return answerOf(client.GET('/api/v1/staff/{id}/deliveries', { params: { path, query }, signal }))
    }
    default: {
      const failed = question.isFailed ? ('true' as const) : ('false' as const)
      return answerOf(client.GET('/api/v1/deliveries', { params: { query: { ...query, failed } }, signal }))
    }
  }
}

/** Those that are over as well. */
export function useSilences() {
  return useQuery({
    queryKey: SILENCES_KEY,
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) =>
      readPages(async (query) => {
        const { silences, next } = await answerOf(client.GET('/api/v1/silences', { params: { query }, signal }))
        return { items: silences, next }
      }),
  })
}

export function useSilenceActs() {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: SILENCES_KEY })
  const make = useMutation({
    mutationFn: (body: NewSilence) => answerOf(client.POST('/api/v1/silences', { params: keyed(body), body })),
    onSuccess,
  })
  const end = useMutation({
    mutationFn: (id: number) =>
      answerOf(client.POST('/api/v1/silences/{id}/end', { params: { path: { id }, ...keyed() } })),
    onSuccess,
  })
  return { make, end }
}
