import { Alert, Button, Progress } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { DropZone } from '../parts/drop-zone.tsx'
import { newKey } from '../service/client.ts'
import { FILE_BYTES_MAX, type LedgerProgress, useCheckLedger, useImportLedger } from '../service/ledger.ts'
import { failureText } from '../words/failure-words.ts'
import { Counts, ReportView } from './report-view.tsx'

/** A file is checked as soon as it is chosen, and imported when somebody has seen what it would make. */
export function ImportPart({ areaId }: { readonly areaId: number }) {
  const { t } = useTranslation(['ledger', 'parts'])
  const check = useCheckLedger()
  const commit = useImportLedger()
  const [chosen, setChosen] = useState<{ readonly file: File; readonly key: string } | null>(null)
  const [progress, setProgress] = useState<LedgerProgress | null>(null)
  const stop = useRef(new AbortController())
  const forget = () => {
    stop.current.abort()
    stop.current = new AbortController()
    check.reset()
    commit.reset()
    setProgress(null)
  }
  const choose = (file: File) => {
    forget()
    setChosen({ file, key: newKey() })
    if (file.size > FILE_BYTES_MAX) return
    check.mutate({ areaId, file, signal: stop.current.signal, onProgress: setProgress })
  }
  const send = () => {
    if (chosen === null) return
    setProgress(null)
    commit.mutate({ areaId, ...chosen, signal: stop.current.signal, onProgress: setProgress })
  }
  const report = check.data
  const isTooLarge = chosen !== null && chosen.file.size > FILE_BYTES_MAX
  const error = check.error ?? commit.error
  const makesAny = report !== undefined && Object.values(report.makes).some((it) => it > 0)
  if (commit.data !== undefined) return <Outcome outcome={commit.data} onAnother={forget} />
  return (
    <>
      <DropZone isBusy={check.isPending || commit.isPending} takes={t('takes')} onChosen={choose} />
      {isTooLarge ? <Alert type="warning" showIcon title={t('parts:tooLarge')} /> : null}
      {check.isPending ? <Running progress={progress} onStop={forget} /> : null}
      {error === null || isStopped(error) ? null : <Alert type="warning" showIcon title={failureText(error)} />}
      {report !== undefined && chosen !== null ? <ReportView file={chosen.file} report={report} /> : null}
      {makesAny && report.faultsTotal === 0 ? (
        <Button type="primary" data-act="import" loading={commit.isPending} onClick={send}>
          {t('commit')}
        </Button>
      ) : null}
    </>
  )
}

function isStopped(error: Error): boolean {
  return error.name === 'AbortError'
}

interface OutcomeProps {
  readonly outcome: NonNullable<ReturnType<typeof useImportLedger>['data']>
  readonly onAnother: () => void
}

function Outcome({ outcome, onAnother }: OutcomeProps) {
  const { t } = useTranslation('ledger')
  return (
    <div className="outcome" role="status">
      <Alert type="success" showIcon title={t('imported')} />
      <Counts title={t('made')} counts={outcome.made} present={outcome.present} />
      <div className="actions">
        <Link to="/households">{t('toHouseholds')}</Link>
        <Button data-act="another" onClick={onAnother}>
          {t('another')}
        </Button>
      </div>
    </div>
  )
}

function Running({ progress, onStop }: { readonly progress: LedgerProgress | null; readonly onStop: () => void }) {
  const { t } = useTranslation('ledger')
  const { phase = 'send', done = 0, total = 0 } = progress ?? {}
  return (
    <div className="running" role="status">
      <Progress percent={total === 0 ? 0 : Math.floor((done / total) * 100)} aria-label={t('import')} />
      <p>{t(`phase.${phase}`, { done, total })}</p>
      <Button onClick={onStop}>{t('stop')}</Button>
    </div>
  )
}
