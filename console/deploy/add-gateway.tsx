import { Alert, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { press } from '../service/devices.ts'
import { type NewGateway, useGatewayActs } from '../service/gateways.ts'
import { failureText } from '../words/failure-words.ts'
import type { Credential } from './credentials.ts'
import { GATEWAY_FAMILIES } from './gateway-families.ts'
import { useOneAct } from './use-one-act.ts'

const FAMILIES = [...GATEWAY_FAMILIES].map(([value, label]) => ({ value, label }))
const ID = /^[a-z0-9][a-z0-9-]{3,31}$/
/** Without wildcards, and not where native sensors speak. */
const BASE_TOPIC = /^(?!menshen\/)(?!\$)[^#+\0/]+(\/[^#+\0/]+)*$/
const BASE_TOPIC_MAX = 128

export function AddGateway({ onCredential }: { readonly onCredential: (credential: Credential) => void }) {
  const { t } = useTranslation(['deploy', 'page'])
  const oneAct = useOneAct()
  const [isOpen, setIsOpen] = useState(false)
  const { add } = useGatewayActs()
  if (!isOpen) {
    return (
      <div className="actions">
        <Button data-act="add-gateway" onClick={() => setIsOpen(true)}>
          ＋ {t('gateway.add')}
        </Button>
      </div>
    )
  }
  const needed = { required: true, message: t('needed') }
  const send = (body: NewGateway) =>
    oneAct(async () => {
      const made = await add.mutateAsync({ ...body, ...press() }).catch(() => null)
      if (made === null) return
      setIsOpen(false)
      onCredential({ uid: made.id, secret: made.secret })
    })
  return (
    <Form<NewGateway> className="records" layout="vertical" requiredMark={false} onFinish={send}>
      <Form.Item
        name="id"
        label={t('gateway.id')}
        extra={t('gateway.idRule')}
        rules={[needed, { pattern: ID, message: t('gateway.idRule') }]}
      >
        <Input autoComplete="off" maxLength={32} autoFocus />
      </Form.Item>
      <Form.Item name="adapter" label={t('gateway.family')} rules={[needed]}>
        <Select options={FAMILIES} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item
        name="baseTopic"
        label={t('gateway.baseTopic')}
        extra={t('gateway.baseTopicRule')}
        rules={[needed, { pattern: BASE_TOPIC, message: t('gateway.baseTopicRule') }]}
      >
        <Input autoComplete="off" maxLength={BASE_TOPIC_MAX} />
      </Form.Item>
      {add.error === null ? null : <Alert type="warning" showIcon title={failureText(add.error)} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" data-act="save-gateway" loading={add.isPending}>
          {t('gateway.add')}
        </Button>
        <Button onClick={() => setIsOpen(false)}>{t('page:cancel')}</Button>
      </div>
    </Form>
  )
}
