import { useQuery } from '@tanstack/react-query'
import { answerOf, client } from './client.ts'
import { ServiceFailure } from './failure.ts'
import type { Me, Role } from './shapes.ts'

export const ME_KEY = ['me'] as const

/** Who is signed in; null: nobody. */
export function useSession() {
  return useQuery({ queryKey: ME_KEY, queryFn: readMe, staleTime: Number.POSITIVE_INFINITY })
}

async function readMe(): Promise<Me | null> {
  try {
    return await answerOf(client.GET('/api/v1/me'))
  } catch (error) {
    if (error instanceof ServiceFailure && error.status === 401) return null
    throw error
  }
}

export function hasRole(me: Me, roles: readonly Role[]): boolean {
  return me.roles.some((it) => roles.includes(it.role))
}
