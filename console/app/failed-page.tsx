import { Button, Result } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useRouteError } from 'react-router'

/** A page that threw, or whose code is not there any more because the service was renewed. */
export function FailedPage() {
  const { t } = useTranslation()
  const error = useRouteError()
  const isMissing = error instanceof TypeError && /module/i.test(error.message)
  const why = !isMissing ? 'broken' : navigator.onLine ? 'stale' : 'offline'
  return (
    <Result
      status="warning"
      title={t(`frame.${why}`)}
      extra={<Button onClick={() => window.location.reload()}>{t('frame.reload')}</Button>}
    />
  )
}

export function NotFoundPage() {
  const { t } = useTranslation()
  return <Result status="404" title={t('frame.notFound')} extra={<Link to="/">{t('frame.toStart')}</Link>} />
}
