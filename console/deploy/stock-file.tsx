import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DropZone } from '../parts/drop-zone.tsx'
import { FileReport } from '../parts/file-report.tsx'
import { newKey } from '../service/client.ts'
import { FILE_BYTES_MAX } from '../service/ledger.ts'
import { useCheckStock, useImportStock } from '../service/stock.ts'
import { failureText } from '../words/failure-words.ts'
import type { Credential } from './credentials.ts'

interface StockFileProps {
  readonly areaId: number
  readonly onCredentials: (credentials: readonly Credential[]) => void
}

/** A list is checked as soon as it is chosen, and imported when somebody has seen what it would make. */
export function StockFile({ areaId, onCredentials }: StockFileProps) {
  const { t } = useTranslation(['deploy', 'parts'])
  const check = useCheckStock()
  const commit = useImportStock()
  const [chosen, setChosen] = useState<{ readonly file: File; readonly key: string } | null>(null)
  const choose = (file: File) => {
    check.reset()
    commit.reset()
    setChosen({ file, key: newKey() })
    if (file.size <= FILE_BYTES_MAX) check.mutate({ areaId, file })
  }
  const send = () => {
    if (chosen === null) return
    commit.mutate({ areaId, ...chosen }, { onSuccess: (it) => onCredentials(it.credentials) })
  }
  const isTooLarge = chosen !== null && chosen.file.size > FILE_BYTES_MAX
  const error = check.error ?? commit.error
  const report = check.data
  const isReady = report !== undefined && report.faultsTotal === 0 && report.makes.sensors > 0
  return (
    <>
      <DropZone isBusy={check.isPending || commit.isPending} takes={t('stockTakes')} onChosen={choose} />
      {isTooLarge ? <Alert type="warning" showIcon title={t('parts:tooLarge')} /> : null}
      {error === null ? null : <Alert type="warning" showIcon title={failureText(error)} />}
      {commit.data === undefined ? null : (
        <Alert type="success" showIcon role="status" title={t('stockMade', { ...commit.data })} />
      )}
      {report !== undefined && chosen !== null && commit.data === undefined ? (
        <FileReport name={chosen.file.name} report={report}>
          <p>{t('stockWouldMake', { ...report.makes, present: report.present })}</p>
        </FileReport>
      ) : null}
      {isReady && commit.data === undefined ? (
        <Button type="primary" data-act="import" loading={commit.isPending} onClick={send}>
          {t('stockCommit')}
        </Button>
      ) : null}
    </>
  )
}
