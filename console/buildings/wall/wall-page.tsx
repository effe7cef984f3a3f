import { ConfigProvider, theme } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { NotFoundPage } from '../../app/failed-page.tsx'
import { THEME } from '../../app/theme.ts'
import { Waiting } from '../../app/waiting.tsx'
import { LiveAlerts } from '../../service/live.tsx'
import { useSession } from '../../service/session.ts'
import { PasswordForm } from '../../session/password-form.tsx'
import { SignInForm } from '../../session/sign-in-form.tsx'
import { useAwake } from './use-awake.ts'
import './wall.css'
import { Wall } from './wall.tsx'
import '../words.ts'

/** Wall mode: an area's buildings and the day's figures, for a screen that hangs on a wall and that nobody touches. */
export function WallPage() {
  const areaId = Number(useParams().id)
  useAwake()
  if (!(Number.isSafeInteger(areaId) && areaId > 0)) return <NotFoundPage />
  return (
    <ConfigProvider theme={{ ...THEME, algorithm: theme.darkAlgorithm }}>
      <div className="wall">
        <WallSession areaId={areaId} />
      </div>
    </ConfigProvider>
  )
}

function WallSession({ areaId }: { readonly areaId: number }) {
  const { t } = useTranslation('buildings')
  const session = useSession()
  if (session.data === undefined) return <Waiting error={session.error} onRetry={() => void session.refetch()} />
  if (session.data === null) {
    return (
      <>
        <p className="wall-over" role="alert">
          ◌ {t('sessionOver')}
        </p>
        <SignInForm />
      </>
    )
  }
  if (session.data.mustChangePassword) return <PasswordForm />
  return (
    <LiveAlerts key={session.data.staffId}>
      <Wall areaId={areaId} />
    </LiveAlerts>
  )
}
