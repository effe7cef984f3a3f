import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { type RosterChange, useRosterActs } from '../service/rosters.ts'
import type { RosterDetail } from '../service/shapes.ts'
import { faultsOf } from './faults.ts'
import { FormEnd } from './form-end.tsx'
import { FallbackField, NAME_MAX } from './roster-form.tsx'

export function ChangeRoster({ roster, onDone }: { readonly roster: RosterDetail; readonly onDone: () => void }) {
  const { t } = useTranslation('roster')
  const { change } = useRosterActs(roster.id)
  const faults = faultsOf(change.error, 'roster')
  return (
    <Form<RosterChange>
      className="reach-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ name: roster.name, fallback: roster.fallback.map((it) => it.id) }}
      onValuesChange={() => change.reset()}
      onFinish={(body) => change.mutate(body, { onSuccess: onDone })}
    >
      <h2>{t('changeRoster')}</h2>
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
        {...faults.of('name')}
      >
        <Input maxLength={NAME_MAX} autoComplete="off" autoFocus />
      </Form.Item>
      <FallbackField areaId={roster.areaId} fault={faults.of('fallback')} />
      <FormEnd fault={faults.rest} isPending={change.isPending} words={t('save')} onCancel={onDone} />
    </Form>
  )
}
