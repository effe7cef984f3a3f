import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, client, keyed } from './client.ts'
import type { Body } from './shapes.ts'

const STAFF_KEY = ['staff'] as const
const AUDIT_KEY = ['audit'] as const
const PAGE_ITEMS = 200
const AUDIT_ITEMS = 50

export type NewStaff = Body<'/api/v1/staff'>
export type StaffChange = Body<'/api/v1/staff/{id}/change'>

/** Everybody with a role in the caller's areas. */
export function useStaff() {
  return useInfiniteQuery({
    queryKey: STAFF_KEY,
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      answerOf(client.GET('/api/v1/staff', { params: { query: { after: pageParam, limit: PAGE_ITEMS } }, signal })),
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap((it) => it.staff),
  })
}

export function useStaffActs() {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: STAFF_KEY })
  const add = useMutation({
    mutationFn: (body: NewStaff) => answerOf(client.POST('/api/v1/staff', { params: keyed(body), body })),
    onSuccess,
  })
  const change = useMutation({
    mutationFn: ({ id, ...body }: StaffChange & { readonly id: number }) =>
      answerOf(client.POST('/api/v1/staff/{id}/change', { params: { path: { id }, ...keyed() }, body })),
    onSuccess,
  })
  const reset = useMutation({
    mutationFn: ({ id, password }: { readonly id: number; readonly password: string }) =>
      answerOf(
        client.POST('/api/v1/staff/{id}/password', { params: { path: { id }, ...keyed() }, body: { password } }),
      ),
  })
  return { add, change, reset }
}

export interface AuditQuestion {
  readonly what: 'looks' | 'acts' | null
  readonly staffId: number | null
  readonly householdId: number | null
}

/** Who did and who looked, latest first. */
export function useAudit({ what, staffId, householdId }: AuditQuestion) {
  return useInfiniteQuery({
    queryKey: [...AUDIT_KEY, what, staffId, householdId],
    initialPageParam: Number.MAX_SAFE_INTEGER,
    queryFn: ({ signal, pageParam }) => {
      const query = {
        ...{ after: pageParam, limit: AUDIT_ITEMS },
        ...(what === null ? {} : { what }),
        ...(staffId === null ? {} : { staffId }),
        ...(householdId === null ? {} : { householdId }),
      }
      return answerOf(client.GET('/api/v1/audit', { params: { query }, signal }))
    },
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap((it) => it.audit),
  })
}

/** Whose names the audit can be asked by. */
export function useMembers() {
  return useQuery({
    queryKey: [...STAFF_KEY, 'names'],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/staff', { params: { query: { limit: PAGE_ITEMS } }, signal })),
  })
}
