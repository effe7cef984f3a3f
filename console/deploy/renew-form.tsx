import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { press, useFittingActs } from '../service/devices.ts'
import type { Sensor } from '../service/shapes.ts'
import type { Credential } from './credentials.ts'
import { useOneAct } from './use-one-act.ts'

const REASON_MAX = 200

interface RenewFormProps {
  readonly sensor: Sensor
  readonly onCredential: (credential: Credential) => void
}

/** Gives a sensor a new secret, or takes a retired one back into stock, which gives it one too; somebody says why. */
export function RenewForm({ sensor, onCredential }: RenewFormProps) {
  const { t } = useTranslation(['deploy', 'page'])
  const oneAct = useOneAct()
  const [isOpen, setIsOpen] = useState(false)
  const { renew } = useFittingActs()
  const { uid } = sensor
  const act = async (reason: string) => {
    const { secret } = await renew.mutateAsync({ uid, reason, ...press() })
    setIsOpen(false)
    if (secret !== null) onCredential({ uid, secret })
  }
  const name = sensor.state === 'retired' ? 'takeBack' : 'renew'
  if (!isOpen) {
    return (
      <div className="actions">
        <Button data-act={name} onClick={() => setIsOpen(true)}>
          {t(name)}…
        </Button>
      </div>
    )
  }
  return (
    <Form<{ readonly reason: string }>
      layout="vertical"
      requiredMark={false}
      onFinish={({ reason }) => oneAct(() => act(reason))}
    >
      <p>{t('renewWhat')}</p>
      <Form.Item name="reason" label={t('why')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
        <Input maxLength={REASON_MAX} autoFocus />
      </Form.Item>
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={renew.isPending}>
          {t(name)}
        </Button>
        <Button onClick={() => setIsOpen(false)}>{t('page:cancel')}</Button>
      </div>
    </Form>
  )
}
