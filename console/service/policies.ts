import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, client, keyed } from './client.ts'
import type { BackTest, Body, Policy, PolicyAssignment } from './shapes.ts'

const POLICIES_KEY = ['policies'] as const
const ASSIGNMENTS_KEY = ['policy-assignments'] as const
const BACK_TESTS_KEY = ['back-tests'] as const
const PAGE_ITEMS = 200
const BACK_TESTS_SHOWN = 10
/** Somebody looks on while a back-test runs. */
const ASK_EVERY_MS = 500

export type NewPolicy = Body<'/api/v1/policies'>
export type NewAssignment = Body<'/api/v1/policy-assignments'>
export type NewBackTest = Body<'/api/v1/back-tests'>

/** All pages of a list that is short as lists go. */
async function whole<T>(pageFrom: (after: number) => Promise<{ items: T[]; next: number | null }>): Promise<T[]> {
  const all: T[] = []
  for (let after: number | null = 0; after !== null; ) {
    const { items, next }: Awaited<ReturnType<typeof pageFrom>> = await pageFrom(after)
    all.push(...items)
    after = next
  }
  return all
}

/** Every version of every policy: they are compared with each other, and they are few. */
export function usePolicies() {
  return useQuery({
    queryKey: POLICIES_KEY,
    queryFn: ({ signal }) =>
      whole<Policy>(async (after) => {
        const query = { after, limit: PAGE_ITEMS }
        const { policies, next } = await answerOf(client.GET('/api/v1/policies', { params: { query }, signal }))
        return { items: policies, next }
      }),
  })
}

/** What is in force or to come, in the caller's areas and around them. */
export function useStandingAssignments() {
  return useQuery({
    queryKey: ASSIGNMENTS_KEY,
    queryFn: ({ signal }) =>
      whole<PolicyAssignment>(async (after) => {
        const query = { show: 'standing' as const, after, limit: PAGE_ITEMS }
        const page = await answerOf(client.GET('/api/v1/policy-assignments', { params: { query }, signal }))
        return { items: page.assignments, next: page.next }
      }),
  })
}

export function usePolicyActs() {
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: (body: NewPolicy) => answerOf(client.POST('/api/v1/policies', { params: keyed(), body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: POLICIES_KEY }),
  })
  const assign = useMutation({
    mutationFn: (body: NewAssignment) => answerOf(client.POST('/api/v1/policy-assignments', { params: keyed(), body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ASSIGNMENTS_KEY }),
  })
  return { create, assign }
}

export function isOpen({ state }: Pick<BackTest, 'state'>): boolean {
  return state === 'queued' || state === 'running'
}

/** Asked again and again while it waits or runs; null: none. */
export function useBackTest(id: number | null) {
  return useQuery<BackTest>({
    queryKey: [...BACK_TESTS_KEY, id],
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data !== undefined && isOpen(state.data) ? ASK_EVERY_MS : false),
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/back-tests/{id}', { params: { path: { id: id ?? 0 } }, signal })),
  })
}

/** The latest ones of the caller's areas. */
export function useLatestBackTests(isAsked: boolean) {
  return useQuery({
    queryKey: [...BACK_TESTS_KEY, 'latest'],
    enabled: isAsked,
    queryFn: async ({ signal }) => {
      const query = { limit: BACK_TESTS_SHOWN }
      return (await answerOf(client.GET('/api/v1/back-tests', { params: { query }, signal }))).backTests
    },
  })
}

export function useBackTestActs() {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: BACK_TESTS_KEY })
  const start = useMutation({
    mutationFn: (body: NewBackTest) => answerOf(client.POST('/api/v1/back-tests', { params: keyed(), body })),
    onSettled,
  })
  const cancel = useMutation({
    mutationFn: (id: number) => answerOf(client.DELETE('/api/v1/back-tests/{id}', { params: { path: { id } } })),
    onSettled,
  })
  return { start, cancel }
}
