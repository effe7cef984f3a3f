import { Alert, App, Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { isOpen, useBackTest, useBackTestActs } from '../service/policies.ts'
import type { BackTest, PolicySettings } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { usePeriodText } from './period.ts'
import { ResultView } from './result-view.tsx'
import { SettingsList } from './settings-list.tsx'

interface RunViewProps {
  readonly id: number
  /** Whether these settings are still those of the draft. */
  readonly isOf: (settings: PolicySettings) => boolean
}

/** A back-test as it stands: how far it is, what came of it, or why nothing did. */
export function RunView({ id, isOf }: RunViewProps) {
  const { t } = useTranslation('policies')
  const { data: run, error, refetch } = useBackTest(id)
  const periodText = usePeriodText()
  if (run === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  return (
    <section className="part run" data-run={id} data-state={run.state}>
      <h2>{t(`state.${run.state}`)}</h2>
      <p>{periodText(run)}</p>
      {isOf(run.settings) ? null : <ChangedSince settings={run.settings} />}
      {isOpen(run) ? <Running run={run} /> : null}
      {run.state === 'failed' ? (
        <Alert type="warning" showIcon title={t('failed', { why: run.failure ?? '' })} />
      ) : null}
      {run.state === 'cancelled' ? <Alert type="info" showIcon title={t('cancelled')} /> : null}
      {run.result === null ? null : <ResultView result={run.result} timeZone={run.timeZone} />}
    </section>
  )
}

function ChangedSince({ settings }: { readonly settings: PolicySettings }) {
  const { t } = useTranslation('policies')
  return (
    <>
      <Alert type="info" showIcon title={t('changed')} />
      <details>
        <summary>{t('asRun')}</summary>
        <SettingsList settings={settings} />
      </details>
    </>
  )
}

function Running({ run: { id, ordersDone, ordersAll, events } }: { readonly run: BackTest }) {
  const { t } = useTranslation('policies')
  const { message } = App.useApp()
  const { cancel } = useBackTestActs()
  const stop = () => cancel.mutate(id, { onError: (error) => void message.warning(failureText(error)) })
  const percent = ordersAll === 0 ? 0 : Math.floor((ordersDone / ordersAll) * 100)
  return (
    <div className="running" role="status">
      <Progress percent={percent} aria-label={t('progress')} />
      <p>{t('told', { done: ordersDone, all: ordersAll, events: events.toLocaleString() })}</p>
      <Button data-act="cancel" loading={cancel.isPending} onClick={stop}>
        {t('stop')}
      </Button>
    </div>
  )
}
