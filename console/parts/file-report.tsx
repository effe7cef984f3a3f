import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileFault } from '../service/ledger.ts'
import { FaultsTable } from './faults-table.tsx'
import './words.ts'

interface FileReportProps {
  readonly name: string
  readonly report: {
    readonly sheet: string | null
    readonly rows: number
    readonly ignoredColumns: readonly string[]
    readonly faults: readonly FileFault[]
    readonly faultsTotal: number
    readonly notices: readonly FileFault[]
    readonly noticesTotal: number
  }
  /** What the file would make, where nothing is wrong with it. */
  readonly children: ReactNode
}

/** What a check of a file has found: what is wrong, or what would be made. */
export function FileReport({ name, report, children }: FileReportProps) {
  const { t } = useTranslation('parts')
  const { sheet, rows, ignoredColumns, faults, faultsTotal, notices, noticesTotal } = report
  return (
    <div className="file-report" role="status">
      <p>
        <strong>{t('rows', { file: name, count: rows })}</strong>
        {sheet === null ? '' : ` · ${t('sheet', { sheet })}`}
      </p>
      {rows === 0 ? <Alert type="warning" title={t('noRows')} /> : null}
      {ignoredColumns.length === 0 ? null : (
        <Alert type="info" title={t('ignored', { columns: ignoredColumns.join('、') })} />
      )}
      {faultsTotal > 0 ? (
        <>
          <Alert type="warning" showIcon title={t('faults', { count: faultsTotal })} />
          <FaultsTable faults={faults} total={faultsTotal} />
        </>
      ) : (
        children
      )}
      {noticesTotal === 0 ? null : (
        <>
          <p>{t('notices', { count: noticesTotal })}</p>
          <FaultsTable faults={notices} total={noticesTotal} />
        </>
      )}
    </div>
  )
}
