import { App, Input, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SaveTable } from '../app/save-table.tsx'
import { Waiting } from '../app/waiting.tsx'
import { useQueue, useResolved } from '../service/alerts.ts'
import { useLive } from '../service/live.tsx'
import { isEmergency } from '../service/queue-order.ts'
import type { Alert } from '../service/shapes.ts'
import { AlertCard } from './alert-card.tsx'
import { AlertSound } from './alert-sound.tsx'
import './desk.css'
import { explanationOf, placeOf } from '../alert/explanation.ts'
import { AskedPermits } from './asked-permits.tsx'
import { DeskKeys } from './desk-keys.tsx'
import '../lanes/words.ts'
import './words.ts'

/** What waits for a person, what nobody has answered first, as it changes. */
export function DeskPage() {
  const { t } = useTranslation('desk')
  const [view, setView] = useState<'queue' | 'resolved'>('queue')
  const [search, setSearch] = useState('')
  const options = [
    { value: 'queue' as const, label: t('queue') },
    { value: 'resolved' as const, label: t('resolved') },
  ]
  return (
    <div className="desk">
      <h1 className="unseen">{t('title')}</h1>
      <div className="tools">
        <Segmented options={options} value={view} onChange={setView} />
        <Input.Search
          className="search"
          aria-label={t('search')}
          placeholder={t('search')}
          allowClear
          maxLength={64}
          onChange={({ target }) => setSearch(target.value.trim().toLowerCase())}
        />
        <AlertSound />
        <DeskKeys />
        {view === 'resolved' ? <SaveTable table="alerts" name={t('title')} /> : null}
      </div>
      {view === 'queue' ? <QueueList search={search} /> : <ResolvedList search={search} />}
    </div>
  )
}

function QueueList({ search }: { readonly search: string }) {
  const { t } = useTranslation('desk')
  const { data, error, refetch } = useQueue()
  useWords(data?.alerts.filter((it) => it.handling === 'new').length ?? 0)
  useAnnounced()
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  return (
    <>
      <p className="notice" role="status">
        {data.isCut ? t('isCut', { count: data.alerts.length }) : data.alerts.length === 0 ? t('emptyQueue') : ''}
      </p>
      <AlertList alerts={data.alerts.filter(isEmergency)} search={search} />
      <AskedPermits />
      <AlertList alerts={data.alerts.filter((it) => !isEmergency(it))} search={search} />
    </>
  )
}

function ResolvedList({ search }: { readonly search: string }) {
  const { t } = useTranslation('desk')
  const { data, error, refetch } = useResolved()
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  return (
    <>
      <p className="notice">{data.length === 0 ? t('emptyResolved') : ''}</p>
      <AlertList alerts={data} search={search} />
    </>
  )
}

function AlertList({ alerts, search }: { readonly alerts: readonly Alert[]; readonly search: string }) {
  const shown = search === '' ? alerts : alerts.filter((it) => wordsOf(it).includes(search))
  return (
    <ul className="alerts">
      {shown.map((alert) => (
        <AlertCard key={alert.id} alert={alert} />
      ))}
    </ul>
  )
}

function wordsOf(alert: Alert): string {
  return `${placeOf(alert)} ${alert.community} ${alert.compound} ${explanationOf(alert).title}`.toLowerCase()
}

/** The window's title says how many wait, also in another tab. */
function useWords(waiting: number): void {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = waiting === 0 ? t('name') : `(${waiting}) ${t('name')}`
    return () => {
      document.title = t('name')
    }
  }, [waiting, t])
}

function useAnnounced(): void {
  const { t } = useTranslation('desk')
  const { message } = App.useApp()
  const { listen } = useLive()
  useEffect(
    () =>
      listen(({ what, by, alert }) => {
        const place = placeOf(alert)
        if (what === 'raised') void message.info(t('newAlert', { place }))
        if (what === 'returned') void message.warning(t('returnedAlert', { place, by: by ?? '' }))
      }),
    [listen, message, t],
  )
}
