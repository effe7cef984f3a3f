import { Button, Input } from 'antd'
import encodeQR from 'qr'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { useSensors } from '../service/devices.ts'
import './deploy.css'
import { DeployTabs } from './deploy-tabs.tsx'
import { labelOf } from './sensor-code.ts'
import './words.ts'

const SEARCH_MAX = 64

/** Labels for the sensors in stock, 24 on a sheet of A4. */
export function LabelsPage() {
  const { t } = useTranslation('deploy')
  const [search, setSearch] = useState('')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSensors({
    state: 'stock',
    search: useDeferredValue(search),
  })
  return (
    <div className="deploy labels-page">
      <DeployTabs />
      <h1>{t('tab.labels')}</h1>
      <p className="around">{t('about.labels')}</p>
      <div className="actions">
        <Input
          className="search"
          aria-label={t('searchSensor')}
          placeholder={t('searchSensor')}
          allowClear
          maxLength={SEARCH_MAX}
          onChange={({ target }) => setSearch(target.value.trim())}
        />
        <Button type="primary" disabled={!data?.length} onClick={() => window.print()}>
          {t('print', { count: data?.length ?? 0 })}
        </Button>
        {hasNextPage ? (
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        ) : null}
      </div>
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 ? <p>{t('none.stock')}</p> : null}
      <ul className="labels">
        {data?.map((it) => (
          <Label key={it.uid} uid={it.uid} />
        ))}
      </ul>
    </div>
  )
}

function Label({ uid }: { readonly uid: string }) {
  const { t } = useTranslation()
  const { size, path } = useMemo(() => pictureOf(labelOf(uid)), [uid])
  return (
    <li className="label" data-uid={uid}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={labelOf(uid)}>
        <rect width={size} height={size} className="label-ground" />
        <path d={path} shapeRendering="crispEdges" />
      </svg>
      <span>
        <b>{t('name')}</b>
        <span className="uid">{uid}</span>
      </span>
    </li>
  )
}

/** Modules as one path, with the quiet zone of four modules that ISO/IEC 18004 asks for. */
function pictureOf(text: string): { readonly size: number; readonly path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const path = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { size: rows.length, path }
}
