import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { press, useTrustActs } from '../service/devices.ts'
import type { Sensor } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { useOneAct } from './use-one-act.ts'

const REASON_MAX = 200

/** Whether what the sensor says is believed, and since when not; somebody changes that, and says why. */
export function TrustForm({ sensor: { uid, distrust } }: { readonly sensor: Sensor }) {
  const { t } = useTranslation(['deploy', 'page'])
  const oneAct = useOneAct()
  const [isOpen, setIsOpen] = useState(false)
  const acts = useTrustActs()
  const name = distrust === null ? 'distrust' : 'trust'
  const act = async (reason: string) => {
    await acts[name].mutateAsync({ uid, reason, ...press() })
    setIsOpen(false)
  }
  const notBelieved =
    distrust === null ? null : (
      <p className="amber" data-cause={distrust.cause}>
        ⚠ {t('notBelieved', { time: timeText(distrust.from), cause: t(`cause.${distrust.cause}`) })}
        {distrust.reason === '' ? '' : ` ${t('saidBy', { by: distrust.begunBy, reason: distrust.reason })}`}
      </p>
    )
  if (!isOpen) {
    return (
      <>
        {notBelieved}
        <div className="actions">
          <Button data-act={name} onClick={() => setIsOpen(true)}>
            {t(name)}…
          </Button>
        </div>
      </>
    )
  }
  return (
    <>
      {notBelieved}
      <Form<{ readonly reason: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => oneAct(() => act(reason))}
      >
        <p>{t(`${name}What`)}</p>
        <Form.Item name="reason" label={t('why')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
          <Input maxLength={REASON_MAX} autoFocus />
        </Form.Item>
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={acts[name].isPending}>
            {t(name)}
          </Button>
          <Button onClick={() => setIsOpen(false)}>{t('page:cancel')}</Button>
        </div>
      </Form>
    </>
  )
}
