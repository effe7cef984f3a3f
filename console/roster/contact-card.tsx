import { App, Button, Form, InputNumber, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { severityName } from '../alert/alert-names.ts'
import { type ContactPointChange, useContactPointActs } from '../service/reach.ts'
import type { ContactPoint } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { timeText } from '../words/time-words.ts'
import { faultsOf } from './faults.ts'
import { FormEnd } from './form-end.tsx'
import { TestAnswer } from './test-answer.tsx'

export const SEVERITIES_FROM = ['minor', 'major', 'critical'] as const
export const PLACE_MAX = 100

interface ContactCardProps {
  readonly point: ContactPoint
  readonly owner: string
}

/** A contact point: whether it is known to receive, a test of it, and what may be changed about it. */
export function ContactCard({ point, owner }: ContactCardProps) {
  const { t } = useTranslation('roster')
  const [isChanging, setIsChanging] = useState(false)
  const { id, channel, target, signed, severityMin, place, disabledAt, deliveredAt } = point
  const details = [
    t('from_severity', { severity: severityName(severityMin) }),
    ...(point.staffId === null ? [] : [t('placeOf', { place })]),
    ...(signed ? [t('signed')] : []),
  ]
  return (
    <li className="reach-card" data-point={id}>
      <p>
        <strong>{owner}</strong> · {t(`channel.${channel}`)} <code>{target}</code>
      </p>
      <p className="around">{details.join(' · ')}</p>
      <p>
        {disabledAt === null ? null : (
          <span className="amber">⊘ {t('disabledAt', { time: timeText(disabledAt) })} </span>
        )}
        {deliveredAt === null ? (
          <span className="amber">○ {t('neverDelivered')}</span>
        ) : (
          <span>● {t('deliveredAt', { time: timeText(deliveredAt) })}</span>
        )}
      </p>
      {disabledAt === null ? <TestAnswer id={id} /> : null}
      {isChanging ? (
        <ChangeContact point={point} onDone={() => setIsChanging(false)} />
      ) : (
        <div className="actions">
          <Button onClick={() => setIsChanging(true)}>{t('change')}</Button>
          <Switch point={point} />
        </div>
      )}
    </li>
  )
}

/** What waits for one that is disabled goes to its owner's next one. */
function Switch({ point }: Pick<ContactCardProps, 'point'>) {
  const { t } = useTranslation(['roster', 'page'])
  const { message } = App.useApp()
  const { change } = useContactPointActs(point.id)
  const put = (disabled: boolean) =>
    change.mutate({ disabled }, { onError: (error) => void message.warning(failureText(error)) })
  if (point.disabledAt !== null) {
    return (
      <Button loading={change.isPending} onClick={() => put(false)}>
        {t('enable')}
      </Button>
    )
  }
  return (
    <Popconfirm
      title={t('disableQuestion', { target: point.target })}
      okText={t('disable')}
      cancelText={t('page:cancel')}
      onConfirm={() => put(true)}
    >
      <Button loading={change.isPending}>{t('disable')}</Button>
    </Popconfirm>
  )
}

function ChangeContact({ point, onDone }: { readonly point: ContactPoint; readonly onDone: () => void }) {
  const { t } = useTranslation('roster')
  const { change } = useContactPointActs(point.id)
  const faults = faultsOf(change.error, 'contact')
  return (
    <Form<ContactPointChange>
      className="reach-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ severityMin: point.severityMin, place: point.place }}
      onValuesChange={() => change.reset()}
      onFinish={(body) => change.mutate(body, { onSuccess: onDone })}
    >
      <Form.Item name="severityMin" label={t('severityMin')} {...faults.of('severityMin')}>
        <Select options={SEVERITIES_FROM.map((value) => ({ value, label: severityName(value) }))} />
      </Form.Item>
      <Form.Item name="place" label={t('place')} extra={t('placeHint')} {...faults.of('place')}>
        <InputNumber min={1} max={PLACE_MAX} />
      </Form.Item>
      <FormEnd fault={faults.rest} isPending={change.isPending} words={t('save')} onCancel={onDone} />
    </Form>
  )
}
