import { Alert } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AreaSelect } from '../parts/area-select.tsx'
import { LEDGER_KINDS } from '../parts/ledger-kinds.ts'
import { TemplateButtons } from '../parts/template-buttons.tsx'
import { newKey } from '../service/client.ts'
import { useSession } from '../service/session.ts'
import type { Me } from '../service/shapes.ts'
import { fetchStockTemplate, useRegisterSensor } from '../service/stock.ts'
import { CodeStep } from './code-step.tsx'
import type { Credential } from './credentials.ts'
import { CredentialsPart } from './credentials-part.tsx'
import './deploy.css'
import { DeployTabs } from './deploy-tabs.tsx'
import { StockFile } from './stock-file.tsx'
import { useOneAct } from './use-one-act.ts'
import './words.ts'

const STOCK_KEEPERS = ['installer', 'admin']

/** Sensors come into stock: one by its label, or many by a list. */
export function StockInPage() {
  const { data: me } = useSession()
  return me === undefined || me === null ? null : <StockIn me={me} />
}

function StockIn({ me }: { readonly me: Me }) {
  const { t } = useTranslation('deploy')
  const [chosen, setChosen] = useState<number | null>(null)
  const [credentials, setCredentials] = useState<readonly Credential[]>([])
  const areaId = chosen ?? me.roles.find((it) => STOCK_KEEPERS.includes(it.role))?.areaId
  const keep = (more: readonly Credential[]) => setCredentials((known) => [...known, ...more])
  return (
    <div className="deploy stock-in">
      <DeployTabs />
      <h1>{t('stockIn')}</h1>
      <p className="around">{t('stockInWhat')}</p>
      <AreaSelect aria-label={t('stockOf')} kinds={LEDGER_KINDS} value={areaId ?? null} onChange={setChosen} />
      <CredentialsPart credentials={credentials} />
      {areaId === undefined ? null : (
        <>
          <h2>{t('oneSensor')}</h2>
          <OneSensor areaId={areaId} onCredential={(it) => keep([it])} />
          <h2>{t('byList')}</h2>
          <TemplateButtons name={t('stockName')} fetch={fetchStockTemplate} />
          <StockFile key={areaId} areaId={areaId} onCredentials={keep} />
        </>
      )}
    </div>
  )
}

interface OneSensorProps {
  readonly areaId: number
  readonly onCredential: (credential: Credential) => void
}

function OneSensor({ areaId, onCredential }: OneSensorProps) {
  const { t } = useTranslation('deploy')
  const oneAct = useOneAct()
  const [registered, setRegistered] = useState<string | null>(null)
  const register = useRegisterSensor()
  const take = (uid: string) =>
    oneAct(async () => {
      const { secret } = await register.mutateAsync({ uid, areaId, key: newKey() })
      setRegistered(uid)
      if (secret !== null) onCredential({ uid, secret })
    })
  return (
    <>
      <CodeStep onUid={take} />
      {registered === null ? null : (
        <Alert type="success" showIcon role="status" title={t('oneMade', { uid: registered })} />
      )}
    </>
  )
}
