import { Button, Input } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { SaveTable } from '../app/save-table.tsx'
import { Waiting } from '../app/waiting.tsx'
import { useSensors } from '../service/devices.ts'
import type { Sensor } from '../service/shapes.ts'
import './deploy.css'
import { DeployTabs } from './deploy-tabs.tsx'
import { SensorCard } from './sensor-card.tsx'
import './words.ts'

export type SensorList = 'stock' | 'unassigned' | 'battery' | 'silent' | 'distrusted'

const SEARCH_MAX = 64
const DAY_MS = 86_400_000
/** What ends later is nobody's work today. */
const BATTERY_DAYS = 60

/** Sensors that wait for somebody: to be fitted, to get a battery, to be looked after. */
export function SensorsPage({ list }: { readonly list: SensorList }) {
  const { t } = useTranslation('deploy')
  const [search, setSearch] = useState('')
  const asked = useMemo(() => queryOf(list), [list])
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSensors({
    ...asked,
    search: useDeferredValue(search),
  })
  return (
    <div className="deploy">
      <DeployTabs />
      <h1>{t(`tab.${list}`)}</h1>
      <p className="around">{t(`about.${list}`, { days: BATTERY_DAYS })}</p>
      <SaveTable
        table={list === 'stock' ? 'stock' : 'sensors'}
        name={t(list === 'stock' ? 'tab.stock' : 'allSensors')}
      />
      {list === 'stock' ? <Link to="/deploy/stock/in">＋ {t('stockIn')}</Link> : null}
      <Input
        className="search"
        aria-label={t('searchSensor')}
        placeholder={t('searchSensor')}
        allowClear
        maxLength={SEARCH_MAX}
        onChange={({ target }) => setSearch(target.value.trim())}
      />
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      <ul className="sensors" data-list={list}>
        {data?.toSorted(ORDERS[list]).map((it) => (
          <SensorCard key={it.uid} sensor={it} />
        ))}
      </ul>
      {data?.length === 0 ? <p>{t(`none.${list}`)}</p> : null}
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  )
}

function queryOf(list: SensorList) {
  switch (list) {
    case 'stock':
      return { state: 'stock' as const }
    case 'unassigned':
      return { state: 'stock' as const, unassigned: true as const }
    case 'battery':
      return { emptyBefore: new Date(Date.now() + BATTERY_DAYS * DAY_MS).toISOString() }
    case 'distrusted':
      return { distrusted: true as const }
    default:
      return { silent: true as const }
  }
}

/** Whichever most needs somebody first. */
const ORDERS: Readonly<Record<SensorList, (a: Sensor, b: Sensor) => number>> = {
  stock: (a, b) => a.uid.localeCompare(b.uid),
  unassigned: (a, b) => (b.heardAt ?? '').localeCompare(a.heardAt ?? ''),
  battery: (a, b) => (a.battery?.emptyAt ?? '').localeCompare(b.battery?.emptyAt ?? ''),
  silent: (a, b) => (a.heardAt ?? '').localeCompare(b.heardAt ?? ''),
  distrusted: (a, b) => (a.distrust?.from ?? '').localeCompare(b.distrust?.from ?? ''),
}
