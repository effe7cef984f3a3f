import { onlineManager } from '@tanstack/react-query'
import { Alert, Button, Spin } from 'antd'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { ServiceFailure } from '../service/failure.ts'
import { failureText } from '../words/failure-words.ts'

/** Asked while nothing answers, so that nobody has to press a button when the network is back. */
const HEALTH = '/healthz'
const ASK_EVERY_MS = 3000

interface WaitingProps {
  readonly error: unknown
  readonly onRetry: () => void
}

/** What stands where an answer is still awaited, or did not come. Without a network it says so, and shows nothing old. */
export function Waiting({ error, onRetry }: WaitingProps) {
  const { t } = useTranslation()
  const isOffline = useIsOffline(error)
  useRetryOnceBack(isOffline, onRetry)
  if (!isOffline && (error === null || error === undefined)) {
    return (
      <div className="waiting" role="status">
        <Spin /> {t('loading')}
      </div>
    )
  }
  return (
    <div className="waiting" data-offline={isOffline}>
      <Alert
        type="warning"
        showIcon
        title={isOffline ? t('frame.offline') : failureText(error)}
        description={isOffline ? t('frame.offlineWhy') : undefined}
        action={<Button onClick={onRetry}>{t('retry')}</Button>}
      />
    </div>
  )
}

/** The browser says so before anything is asked, or nothing answered. */
function useIsOffline(error: unknown): boolean {
  const isOnline = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  )
  return !isOnline || (error instanceof ServiceFailure && error.status === 0)
}

function useRetryOnceBack(isOffline: boolean, onRetry: () => void): void {
  const retry = useEffectEvent(onRetry)
  useEffect(() => {
    if (!isOffline) return
    const ask = () =>
      fetch(HEALTH, { cache: 'no-store' }).then(
        (it) => it.ok && retry(),
        () => undefined,
      )
    const timer = window.setInterval(() => void ask(), ASK_EVERY_MS)
    return () => window.clearInterval(timer)
  }, [isOffline])
}
