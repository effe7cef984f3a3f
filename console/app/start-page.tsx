import { Navigate } from 'react-router'
import { hasRole, useSession } from '../service/session.ts'
import { WATCHERS } from './screens.ts'

/** What whoever is signed in is there for. */
export function StartPage() {
  const { data: me } = useSession()
  if (me === undefined || me === null) return null
  return <Navigate to={hasRole(me, WATCHERS) ? '/desk' : '/deploy'} replace />
}
