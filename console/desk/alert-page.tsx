import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Holder, Since } from '../alert/alert-words.tsx'
import { Waiting } from '../app/waiting.tsx'
import { LanesView } from '../lanes/lanes-view.tsx'
import { useAlertStory } from '../service/alerts.ts'
import type { Alert } from '../service/shapes.ts'
import { ActionPlan } from './action-plan.tsx'
import { AlertActions } from './alert-actions.tsx'
import './desk.css'
import { isBreach } from '../alert/breach.ts'
import { explanationOf, placeOf } from '../alert/explanation.ts'
import { SeverityMark, StateMarks } from '../alert/marks.tsx'
import { Messages } from '../alert/messages.tsx'
import { Explanation } from './explanation-view.tsx'
import { AlertLog } from './story.tsx'
import '../lanes/words.ts'
import './words.ts'

/** One alert: what happened in a sentence, why, what was done about it, and who was told. */
export function AlertPage() {
  const { t } = useTranslation('desk')
  const { id } = useParams()
  const { data, error, refetch } = useAlertStory(Number(id))
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  const { alert, log, notifications } = data
  const { title, sentence } = explanationOf(alert)
  return (
    <article className="alert" data-id={alert.id} data-breach={isBreach(alert)}>
      <p>
        <Link to="/desk">‹ {t('back')}</Link>
      </p>
      <SeverityMark severity={alert.severity} />
      <h1>{placeOf(alert)}</h1>
      <p className="around">{[alert.community, alert.compound].filter((it) => it !== null).join(' ')}</p>
      <p className="kind">{title}</p>
      <p className="sentence">{sentence}</p>
      <Since alert={alert} />
      <StateMarks alert={alert} />
      <Holder alert={alert} />
      <AlertActions alert={alert} />
      <h2>{t('explanation')}</h2>
      <Explanation alert={alert} />
      <ActionPlan alert={alert} />
      {alert.householdId === null ? null : (
        <>
          <h2>
            <Link to={`/households/${alert.householdId}`}>{t('household')}</Link>
          </h2>
          <AroundLanes key={alert.id} alert={alert} householdId={alert.householdId} />
        </>
      )}
      <h2>{t('story')}</h2>
      <AlertLog log={log} />
      <h2>{t('messages')}</h2>
      <Messages messages={notifications} />
      {notifications.length === 0 ? null : (
        <p>
          <Link to={`/roster/deliveries?alert=${alert.id}`}>{t('deliveryLog')}</Link>
        </p>
      )}
    </article>
  )
}

const AROUND_MS = 3_600_000

/** The door from an hour before it began until an hour after its last. */
function AroundLanes({ alert, householdId }: { readonly alert: Alert; readonly householdId: number }) {
  const { startedAt, lastAt } = alert
  const start = useMemo(
    () => ({ from: Date.parse(startedAt) - AROUND_MS, until: Date.parse(lastAt) + AROUND_MS }),
    [startedAt, lastAt],
  )
  return <LanesView householdId={householdId} start={start} />
}
