import { Button, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { useSensors } from '../service/devices.ts'
import { CodePicture } from './code-picture.tsx'
import './deploy.css'
import { DeployTabs } from './deploy-tabs.tsx'
import { claimCodeOf, labelOf } from './sensor-code.ts'
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
  return (
    <li className="label" data-uid={uid}>
      <CodePicture text={labelOf(uid)} name={labelOf(uid)} />
      <span>
        <b>{t('name')}</b>
        <span className="uid">{claimCodeOf(uid)}</span>
      </span>
    </li>
  )
}
