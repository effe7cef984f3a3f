import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { hasRole, useSession } from '../service/session.ts'
import type { Role } from '../service/shapes.ts'
import './roster.css'
import './words.ts'

const WATCHERS: readonly Role[] = ['viewer', 'grid_worker', 'duty_officer', 'admin', 'auditor']
export const OFFICERS: readonly Role[] = ['duty_officer', 'admin']

const TABS: readonly {
  readonly name: 'roster' | 'escalation' | 'contacts' | 'deliveries' | 'silences'
  readonly path: string
  readonly roles: readonly Role[]
}[] = [
  { name: 'roster', path: '/roster', roles: WATCHERS },
  { name: 'escalation', path: '/roster/escalation', roles: WATCHERS },
  { name: 'contacts', path: '/roster/contacts', roles: ['admin'] },
  { name: 'deliveries', path: '/roster/deliveries', roles: WATCHERS },
  { name: 'silences', path: '/roster/silences', roles: WATCHERS },
]

/** Who is reached, when and how: the parts of the screen. */
export function RosterTabs() {
  const { t } = useTranslation('roster')
  const { data: me } = useSession()
  return (
    <nav className="tabs" aria-label={t('tabs')}>
      {TABS.filter((it) => me && hasRole(me, it.roles)).map(({ name, path }) => (
        <NavLink key={name} to={path} end>
          {t(`tab.${name}`)}
        </NavLink>
      ))}
    </nav>
  )
}
