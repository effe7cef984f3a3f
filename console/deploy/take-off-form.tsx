import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { press, useFittingActs } from '../service/devices.ts'
import { useOneAct } from './use-one-act.ts'

const REASON_MAX = 200

interface TakeOff {
  readonly reason: string
  readonly retire?: boolean
}

/** Takes a sensor off its door, or out of use for good, or both; somebody says why. */
export function TakeOffForm({ uid, fitting }: { readonly uid: string; readonly fitting: number | null }) {
  const { t } = useTranslation(['deploy', 'page'])
  const oneAct = useOneAct()
  const [isOpen, setIsOpen] = useState(false)
  const { takeOff, retire } = useFittingActs()
  const act = async ({ reason, retire: forGood = fitting === null }: TakeOff) => {
    if (fitting !== null) await takeOff.mutateAsync({ id: fitting, reason, ...press() })
    if (forGood) await retire.mutateAsync({ uid, reason, ...press() })
    setIsOpen(false)
  }
  const name = fitting === null ? 'retire' : 'takeOff'
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
    <Form<TakeOff> className="take-off" layout="vertical" requiredMark={false} onFinish={(it) => oneAct(() => act(it))}>
      {fitting === null ? null : <p>{t('takeOffFirst')}</p>}
      <Form.Item name="reason" label={t('why')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
        <Input maxLength={REASON_MAX} autoFocus />
      </Form.Item>
      {fitting === null ? null : (
        <Form.Item name="retire" valuePropName="checked">
          <Checkbox>{t('retireToo')}</Checkbox>
        </Form.Item>
      )}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={takeOff.isPending || retire.isPending}>
          {t(name)}
        </Button>
        <Button onClick={() => setIsOpen(false)}>{t('page:cancel')}</Button>
      </div>
    </Form>
  )
}
