import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../service/shapes.ts'
import { durationText, timeText } from '../words/time-words.ts'
import './words.ts'

const TICK_MS = 10_000

/** Since when, and for how long by now. */
export function Since({ alert }: { readonly alert: Pick<Alert, 'startedAt' | 'clearedAt'> }) {
  const { t } = useTranslation('alert')
  const now = useNow(alert.clearedAt === null)
  const { startedAt, clearedAt } = alert
  const until = clearedAt === null ? now : Date.parse(clearedAt)
  const values = { time: timeText(startedAt), duration: durationText(until - Date.parse(startedAt)) }
  return <p className="since">{t(clearedAt === null ? 'since' : 'lasted', values)}</p>
}

function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!isRunning) return
    const timer = window.setInterval(() => setNow(Date.now()), TICK_MS)
    return () => window.clearInterval(timer)
  }, [isRunning])
  return now
}

/** Who holds it, or how it ended. */
export function Holder({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('alert')
  const { acknowledgedBy, acknowledgedAt, resolvedBy, resolvedAt, outcome } = alert
  if (resolvedAt !== null) {
    const time = timeText(resolvedAt)
    if (resolvedBy === null) return <p className="holder">{t('resolvedAlone', { time })}</p>
    const ended = outcome === null ? '' : t(`outcome.${outcome}`)
    return <p className="holder">{t('resolvedBy', { by: resolvedBy, time, outcome: ended })}</p>
  }
  if (acknowledgedAt === null) return null
  return <p className="holder">{t('acknowledgedBy', { by: acknowledgedBy ?? '', time: timeText(acknowledgedAt) })}</p>
}
