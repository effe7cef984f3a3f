import type { Role } from '../service/shapes.ts'

export interface Screen {
  readonly path: string
  /** Its name among the page's words. */
  readonly name:
    | 'desk'
    | 'buildings'
    | 'households'
    | 'ledger'
    | 'reports'
    | 'policies'
    | 'roster'
    | 'deploy'
    | 'staff'
    | 'audit'
  readonly roles: readonly Role[]
}

export const WATCHERS: readonly Role[] = ['viewer', 'grid_worker', 'duty_officer', 'admin', 'auditor']
/** Who acts on alerts and permits. */
export const HANDLERS: readonly Role[] = ['grid_worker', 'duty_officer', 'admin']
const AUDITORS: readonly Role[] = ['admin', 'auditor']

/** The menu, in its order: what each role has use for. What a role may do is decided by the API alone. */
export const SCREENS: readonly Screen[] = [
  { path: '/desk', name: 'desk', roles: WATCHERS },
  { path: '/buildings', name: 'buildings', roles: [...WATCHERS, 'installer'] },
  { path: '/households', name: 'households', roles: WATCHERS },
  { path: '/ledger', name: 'ledger', roles: WATCHERS },
  { path: '/reports', name: 'reports', roles: WATCHERS },
  { path: '/policies', name: 'policies', roles: WATCHERS },
  { path: '/roster', name: 'roster', roles: WATCHERS },
  { path: '/deploy', name: 'deploy', roles: ['installer', 'admin'] },
  { path: '/staff', name: 'staff', roles: AUDITORS },
  { path: '/audit', name: 'audit', roles: AUDITORS },
]
