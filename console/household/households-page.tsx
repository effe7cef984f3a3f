import { Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { SaveTable } from '../app/save-table.tsx'
import { Waiting } from '../app/waiting.tsx'
import { DoorMark } from '../parts/door-mark.tsx'
import { useHouseholds } from '../service/household.ts'
import type { HouseholdRow } from '../service/shapes.ts'
import { shareText } from './share-words.ts'
import './household.css'
import './words.ts'
import { AreaSelect } from '../parts/area-select.tsx'
import { homeText } from '../words/place-words.ts'

const STATES = ['open', 'unknown', 'closed'] as const
/** Seen for less than this share of the time, a household is one to look after. */
const BLIND_SHARE = 0.9

/** The way to one household: by its place, its door's state, and how much of it is seen. */
export function HouseholdsPage() {
  const { t } = useTranslation(['household', 'parts'])
  const [search, setSearch] = useState('')
  const [areaId, setAreaId] = useState<number | null>(null)
  const [show, setShow] = useState<(typeof STATES)[number] | 'blind' | null>(null)
  const { data, error, refetch } = useHouseholds(useDeferredValue(search), areaId)
  const shown = data?.households.filter((it) => show === null || isShown(it, show)) ?? []
  const shows = [
    ...STATES.map((value) => ({ value, label: t(`parts:door.${value}`) })),
    { value: 'blind' as const, label: t('blind') },
  ]
  return (
    <div className="households">
      <h1>{t('households')}</h1>
      <div className="tools">
        <Input
          aria-label={t('search')}
          placeholder={t('search')}
          allowClear
          maxLength={64}
          onChange={({ target }) => setSearch(target.value.trim())}
        />
        <AreaSelect
          aria-label={t('area')}
          placeholder={t('area')}
          allowClear
          value={areaId}
          onChange={(value?: number) => setAreaId(value ?? null)}
        />
        <Select
          aria-label={t('show')}
          placeholder={t('show')}
          allowClear
          options={shows}
          onChange={(value?: typeof show) => setShow(value ?? null)}
        />
      </div>
      <SaveTable table="orders" name={t('orders')} />
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      <p className="notice" role="status">
        {data === undefined || data.next === null ? '' : t('isCut', { count: data.households.length })}
      </p>
      <ul className="homes">
        {shown.map((it) => (
          <li key={it.id} data-state={it.state}>
            <Link to={`/households/${it.id}`}>{homeText(it)}</Link>
            <DoorMark state={it.state} />
            <span className="around">
              {it.coverage === null ? t('noOrder') : t('seen', { share: shareText(it.coverage) })}
            </span>
          </li>
        ))}
      </ul>
      {data !== undefined && shown.length === 0 ? <p>{t('noHousehold')}</p> : null}
    </div>
  )
}

function isShown(it: HouseholdRow, show: HouseholdRow['state'] | 'blind'): boolean {
  return show === 'blind' ? it.coverage !== null && it.coverage < BLIND_SHARE : it.state === show
}
