import { Button, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { useSensors } from '../service/devices.ts'
import { type Gateway, useGateway } from '../service/gateways.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Sensor } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import './deploy.css'
import { DeployTabs } from './deploy-tabs.tsx'
import { GatewayActs } from './gateway-acts.tsx'
import { familyName } from './gateway-families.ts'
import { GatewayCounts, GatewayMark } from './gateway-words.tsx'
import { placeOf, SensorMark } from './sensor-words.tsx'
import './words.ts'

const SEARCH_MAX = 64

/** One gateway, and what it has announced of itself. */
export function GatewayPage() {
  const { id = '' } = useParams()
  const { data: gateway, error, refetch } = useGateway(id)
  return (
    <div className="deploy">
      <DeployTabs />
      <h1 className="uid">{id}</h1>
      {gateway === undefined ? (
        <Waiting error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <Known gateway={gateway} />
          <Inventory id={gateway.id} />
        </>
      )}
    </div>
  )
}

function Known({ gateway }: { readonly gateway: Gateway }) {
  const { t } = useTranslation('deploy')
  const { data: me } = useSession()
  const { adapter, baseTopic, area } = gateway
  return (
    <>
      <section className="records">
        <p>
          <GatewayMark gateway={gateway} />
        </p>
        <p>
          {familyName(adapter)} · {t('gateway.baseTopic')} <code>{baseTopic}</code>
          {area === null ? '' : ` · ${area}`}
        </p>
        <p>
          <GatewayCounts {...gateway} />
        </p>
        {gateway.state === 'unknown' && gateway.revokedAt === null ? (
          <p className="around">{t('gateway.unknownWhat')}</p>
        ) : null}
      </section>
      {me && hasRole(me, ['admin']) ? <GatewayActs gateway={gateway} /> : null}
    </>
  )
}

function Inventory({ id }: { readonly id: string }) {
  const { t } = useTranslation('deploy')
  const [search, setSearch] = useState('')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSensors({
    ...{ gateway: id, search: useDeferredValue(search) },
  })
  return (
    <>
      <h2>{t('gateway.inventory')}</h2>
      <p className="around">{t('gateway.inventoryWhat')}</p>
      <Input
        className="search"
        aria-label={t('gateway.search')}
        placeholder={t('gateway.search')}
        allowClear
        maxLength={SEARCH_MAX}
        onChange={({ target }) => setSearch(target.value.trim())}
      />
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      <ul className="sensors" data-list="inventory">
        {data?.map((it) => (
          <Announced key={it.uid} sensor={it} />
        ))}
      </ul>
      {data?.length === 0 ? <p>{t('gateway.nothing')}</p> : null}
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </>
  )
}

/** Its own name for it first, which is what stands on the gateway's own page. */
function Announced({ sensor }: { readonly sensor: Sensor }) {
  const { t } = useTranslation('deploy')
  const { uid, alias, state, fitting, heardAt, model } = sensor
  return (
    <li data-uid={uid}>
      <span>{alias ?? '—'}</span>
      <Link className="uid" to={`/deploy?${new URLSearchParams({ sensor: uid })}`}>
        {uid}
      </Link>{' '}
      <SensorMark state={state} />
      {state === 'stock' && heardAt !== null ? <span className="amber">{t('gateway.isUnassigned')}</span> : null}
      <span>{fitting === null ? '' : `${placeOf(sensor)} · ${fitting.door}`}</span>
      <span className="around">
        {model} · {heardAt === null ? t('neverHeard') : t('heard', { time: timeText(heardAt) })}
      </span>
    </li>
  )
}
