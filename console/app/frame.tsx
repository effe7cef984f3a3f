import { useQueryClient } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, Outlet, ScrollRestoration } from 'react-router'
import { forgetPush } from '../push/push.ts'
import { PushButton } from '../push/push-button.tsx'
import { client } from '../service/client.ts'
import { LiveAlerts } from '../service/live.tsx'
import { hasRole, ME_KEY, useSession } from '../service/session.ts'
import type { Me } from '../service/shapes.ts'
import { PasswordForm } from '../session/password-form.tsx'
import { SignInForm } from '../session/sign-in-form.tsx'
import { LanguageButton } from './language-button.tsx'
import { LiveSign } from './live-sign.tsx'
import { SCREENS, WATCHERS } from './screens.ts'
import { Waiting } from './waiting.tsx'

/** Shows what fits: the sign-in, the new password, or the screens. Whoever signs in again is where they were. */
export function Frame() {
  const { t } = useTranslation()
  const session = useSession()
  useEffect(() => {
    document.title = t('name')
  }, [t])
  if (session.data === undefined) return <Waiting error={session.error} onRetry={() => void session.refetch()} />
  if (session.data === null) return <SignInForm />
  if (session.data.mustChangePassword) return <PasswordForm />
  const screens = <Screens me={session.data} />
  // Alerts are not for those who only fit sensors.
  if (!hasRole(session.data, WATCHERS)) return screens
  return <LiveAlerts key={session.data.staffId}>{screens}</LiveAlerts>
}

function Screens({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  return (
    <>
      <a className="skip" href="#content">
        {t('frame.skip')}
      </a>
      <header className="bar">
        <MenuButton me={me} />
        <Link className="brand" to="/">
          <img src="/icon.svg" alt="" width="22" height="22" />
          {t('name')}
        </Link>
        {hasRole(me, WATCHERS) ? <LiveSign /> : <span className="connection" />}
        <span className="who">{me.displayName}</span>
        <PushButton me={me} />
        <LanguageButton />
        <SignOutButton />
      </header>
      <div className="below">
        <nav className="side" aria-label={t('frame.menu')}>
          <ScreenMenu me={me} />
        </nav>
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <ScrollRestoration />
    </>
  )
}

function ScreenMenu({ me, onChosen }: { readonly me: Me; readonly onChosen?: () => void }) {
  const { t } = useTranslation()
  return (
    <ul className="menu">
      {SCREENS.filter((it) => hasRole(me, it.roles)).map(({ path, name }) => (
        <li key={path}>
          <NavLink to={path} onClick={() => onChosen?.()}>
            {t(`frame.${name}`)}
          </NavLink>
        </li>
      ))}
    </ul>
  )
}

/** The menu of a narrow screen. */
function MenuButton({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button className="menu-button" aria-label={t('frame.menu')} onClick={() => setIsOpen(true)}>
        ☰
      </Button>
      <Drawer title={t('name')} placement="left" size={260} open={isOpen} onClose={() => setIsOpen(false)}>
        <ScreenMenu me={me} onChosen={() => setIsOpen(false)} />
      </Drawer>
    </>
  )
}

function SignOutButton() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const signOut = async () => {
    await client.POST('/api/v1/logout').catch(() => undefined)
    await forgetPush().catch(() => undefined)
    queries.setQueryData(ME_KEY, null)
    // Nothing of what one person saw stays for the next.
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME_KEY[0] })
  }
  return (
    <Button type="text" className="sign-out" onClick={() => void signOut()}>
      {t('frame.signOut')}
    </Button>
  )
}
