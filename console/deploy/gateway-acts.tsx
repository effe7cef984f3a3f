import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { press } from '../service/devices.ts'
import { type Gateway, useGatewayActs } from '../service/gateways.ts'
import type { Credential } from './credentials.ts'
import { CredentialsPart } from './credentials-part.tsx'
import { useOneAct } from './use-one-act.ts'

const REASON_MAX = 200
type Act = 'renew' | 'revoke' | 'retire'

/** Each says what it does before it is done, and takes a reason. */
export function GatewayActs({ gateway }: { readonly gateway: Gateway }) {
  const { t } = useTranslation('deploy')
  const [asked, setAsked] = useState<Act | null>(null)
  const [credentials, setCredentials] = useState<readonly Credential[]>([])
  const isRevoked = gateway.revokedAt !== null
  const acts: readonly Act[] = isRevoked ? ['renew'] : ['renew', 'revoke', 'retire']
  return (
    <>
      <CredentialsPart credentials={credentials} />
      {asked === null ? (
        <div className="actions">
          {acts.map((it) => (
            <Button key={it} data-act={`gateway-${it}`} onClick={() => setAsked(it)}>
              {t(`gateway.${it}`)}…
            </Button>
          ))}
        </div>
      ) : (
        <Reason
          key={asked}
          {...{ act: asked, gateway }}
          onEnd={(credential) => {
            setAsked(null)
            if (credential !== null) setCredentials([credential])
          }}
        />
      )}
    </>
  )
}

interface ReasonProps {
  readonly act: Act
  readonly gateway: Gateway
  readonly onEnd: (credential: Credential | null) => void
}

function Reason({ act, gateway, onEnd }: ReasonProps) {
  const { t } = useTranslation(['deploy', 'page'])
  const oneAct = useOneAct()
  const { renew, revoke, retire } = useGatewayActs()
  const { id, sensors } = gateway
  const send = ({ reason }: { readonly reason: string }) =>
    oneAct(async () => {
      const asked = { id, reason, ...press() }
      if (act === 'renew') return onEnd({ uid: id, secret: (await renew.mutateAsync(asked)).secret })
      await (act === 'revoke' ? revoke : retire).mutateAsync(asked)
      onEnd(null)
    })
  if (act === 'retire' && sensors.fitted > 0) {
    return (
      <div className="records">
        <Alert type="warning" showIcon title={t('gateway.retireFirst', { count: sensors.fitted })} />
        <div className="actions">
          <Button onClick={() => onEnd(null)}>{t('page:cancel')}</Button>
        </div>
      </div>
    )
  }
  return (
    <Form<{ readonly reason: string }> className="records" layout="vertical" requiredMark={false} onFinish={send}>
      <p>
        {t(`gateway.${act}What`, { count: act === 'revoke' ? sensors.fitted : sensors.stock + sensors.unassigned })}
      </p>
      <Form.Item name="reason" label={t('why')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
        <Input maxLength={REASON_MAX} autoFocus />
      </Form.Item>
      <div className="actions">
        <Button
          type="primary"
          htmlType="submit"
          data-act="gateway-sure"
          loading={renew.isPending || revoke.isPending || retire.isPending}
        >
          {t(`gateway.${act}`)}
        </Button>
        <Button onClick={() => onEnd(null)}>{t('page:cancel')}</Button>
      </div>
    </Form>
  )
}
