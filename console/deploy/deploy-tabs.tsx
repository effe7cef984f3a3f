import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'

const TABS = [
  ['fit', '/deploy'],
  ['stock', '/deploy/stock'],
  ['unassigned', '/deploy/unassigned'],
  ['battery', '/deploy/battery'],
  ['silent', '/deploy/silent'],
  ['distrusted', '/deploy/distrusted'],
  ['gateways', '/deploy/gateways'],
  ['firmware', '/deploy/firmware'],
  ['labels', '/deploy/labels'],
] as const

export function DeployTabs() {
  const { t } = useTranslation('deploy')
  return (
    <nav className="tabs" aria-label={t('tabs')}>
      {TABS.map(([name, path]) => (
        <NavLink key={name} to={path} end>
          {t(`tab.${name}`)}
        </NavLink>
      ))}
    </nav>
  )
}
