import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useParams, useSearchParams } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { AreaSelect } from '../parts/area-select.tsx'
import { keepReport, type ReportFile, useDailyReport, useHandover } from '../service/reports.ts'
import { useSession } from '../service/session.ts'
import { failureText } from '../words/failure-words.ts'
import { currentLanguage } from '../words/words.ts'
import { DailyView } from './daily-view.tsx'
import { HandoverView } from './handover-view.tsx'
import './reports.css'
import '../lanes/words.ts'
import './words.ts'

/** An area's days and shifts, to be read, printed and kept. Without an area: the caller's own, where there is one. */
export function ReportsPage() {
  const { t } = useTranslation('reports')
  const { id } = useParams()
  const { data: me } = useSession()
  const areaId = Number(id)
  const own = me?.roles[0]
  if (Number.isSafeInteger(areaId) && areaId > 0) return <AreaReports key={areaId} areaId={areaId} />
  return own === undefined ? <p>{t('noArea')}</p> : <Navigate to={`/reports/${own.areaId}`} replace />
}

function AreaReports({ areaId }: { readonly areaId: number }) {
  const { t } = useTranslation('reports')
  const [search, setSearch] = useSearchParams()
  const isHandover = search.get('sheet') === 'handover'
  const show = (sheet: 'daily' | 'handover') => setSearch(sheet === 'daily' ? {} : { sheet })
  return (
    <div className="reports">
      <div className="report-tools">
        <h1>{t(isHandover ? 'handover' : 'daily')}</h1>
        <OtherArea areaId={areaId} />
        <Button aria-pressed={!isHandover} onClick={() => show('daily')}>
          {t('daily')}
        </Button>
        <Button data-act="handover" aria-pressed={isHandover} onClick={() => show('handover')}>
          {t('handover')}
        </Button>
      </div>
      {isHandover ? <HandoverReport areaId={areaId} /> : <Daily areaId={areaId} />}
    </div>
  )
}

function OtherArea({ areaId }: { readonly areaId: number }) {
  const { t } = useTranslation('reports')
  const { search } = useLocationSearch()
  const navigate = useNavigate()
  return (
    <AreaSelect
      className="area-select"
      aria-label={t('area')}
      value={areaId}
      onChange={(value) => void navigate(`/reports/${value}${search}`)}
    />
  )
}

function useLocationSearch() {
  const [params] = useSearchParams()
  const text = params.toString()
  return { search: text === '' ? '' : `?${text}` }
}

function Daily({ areaId }: { readonly areaId: number }) {
  const { t } = useTranslation('reports')
  const [params, setParams] = useSearchParams()
  const day = params.get('day')
  const { data, error, refetch } = useDailyReport(areaId, day)
  return (
    <>
      <div className="report-tools">
        <label>
          {t('day')}{' '}
          <input
            type="date"
            value={day ?? data?.day ?? ''}
            onChange={({ target }) => setParams(target.value === '' ? {} : { day: target.value })}
          />
        </label>
        {data === undefined ? null : <KeepButtons areaId={areaId} of={{ day: data.day }} />}
      </div>
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : <DailyView report={data} />}
    </>
  )
}

function HandoverReport({ areaId }: { readonly areaId: number }) {
  const [at, setAt] = useState<string | null>(null)
  const { data, error, refetch } = useHandover(areaId, at)
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  const within = new Date(Math.max(Date.parse(data.shift.from), Date.parse(data.asOf) - 1)).toISOString()
  return (
    <>
      <div className="report-tools">
        <KeepButtons areaId={areaId} of={{ at: within }} />
      </div>
      <HandoverView sheet={data} onShift={setAt} />
    </>
  )
}

/** As files, in the language of the page, and on paper. */
function KeepButtons({ areaId, of }: Pick<ReportFile, 'areaId' | 'of'>) {
  const { t } = useTranslation('reports')
  const { message } = App.useApp()
  const [busy, setBusy] = useState<ReportFile['kind'] | null>(null)
  const keep = async (kind: ReportFile['kind']) => {
    setBusy(kind)
    try {
      await keepReport({ areaId, of, kind, language: currentLanguage() })
    } catch (error) {
      void message.warning(t('failedFile', { why: failureText(error) }))
    } finally {
      setBusy(null)
    }
  }
  return (
    <>
      <Button data-keep="pdf" loading={busy === 'pdf'} disabled={busy !== null} onClick={() => void keep('pdf')}>
        ↓ PDF
      </Button>
      <Button data-keep="xlsx" loading={busy === 'xlsx'} disabled={busy !== null} onClick={() => void keep('xlsx')}>
        ↓ XLSX
      </Button>
      <Button onClick={() => window.print()}>{t('print')}</Button>
    </>
  )
}
