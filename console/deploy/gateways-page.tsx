import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { useGateways } from '../service/gateways.ts'
import { hasRole, useSession } from '../service/session.ts'
import { AddGateway } from './add-gateway.tsx'
import type { Credential } from './credentials.ts'
import { CredentialsPart } from './credentials-part.tsx'
import './deploy.css'
import { DeployTabs } from './deploy-tabs.tsx'
import { familyName } from './gateway-families.ts'
import { GatewayCounts, GatewayMark } from './gateway-words.tsx'
import './words.ts'

/** What other makers' sensors speak through: who is there, and how many sensors are behind it. */
export function GatewaysPage() {
  const { t } = useTranslation('deploy')
  const { data: me } = useSession()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useGateways()
  const [credentials, setCredentials] = useState<readonly Credential[]>([])
  return (
    <div className="deploy">
      <DeployTabs />
      <h1>{t('tab.gateways')}</h1>
      <p className="around">{t('about.gateways')}</p>
      {me && hasRole(me, ['admin']) ? <AddGateway onCredential={(it) => setCredentials([it])} /> : null}
      <CredentialsPart credentials={credentials} />
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      <ul className="sensors" data-list="gateways">
        {data?.map((gateway) => (
          <li key={gateway.id} data-gateway={gateway.id}>
            <Link className="uid" to={`/deploy/gateways/${encodeURIComponent(gateway.id)}`}>
              {gateway.id}
            </Link>{' '}
            <GatewayMark gateway={gateway} />
            <span className="whole">
              {familyName(gateway.adapter)} · <code>{gateway.baseTopic}</code>
              {gateway.area === null ? '' : ` · ${gateway.area}`}
            </span>
            <GatewayCounts {...gateway} />
          </li>
        ))}
      </ul>
      {data?.length === 0 ? <p>{t('none.gateways')}</p> : null}
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  )
}
