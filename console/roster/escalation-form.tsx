import { App, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { severityName } from '../alert/alert-names.ts'
import { AreaSelect } from '../parts/area-select.tsx'
import { usePolicyActs } from '../service/reach.ts'
import type { EscalationPolicy, EscalationTerms } from '../service/shapes.ts'
import { type Faults, faultsOf } from './faults.ts'
import { FormEnd } from './form-end.tsx'
import { KindsField } from './kinds-field.tsx'
import { NAME_MAX } from './roster-form.tsx'
import { StepsField } from './steps-field.tsx'
import { policyOf, type Written, writtenOf } from './written-policy.ts'

const SEVERITIES = ['critical', 'major', 'minor'] as const
const MINUTES_MAX = 24 * 60
const HOURS_MAX = 7 * 24

interface EscalationFormProps {
  /** The one that ends as the new one begins; null: none does. */
  readonly replaced: EscalationPolicy | null
  readonly defaults: EscalationTerms
  readonly onDone: () => void
}

export function EscalationForm({ replaced, defaults, onDone }: EscalationFormProps) {
  const { t } = useTranslation('roster')
  const { message } = App.useApp()
  const { make } = usePolicyActs()
  const faults = faultsOf(make.error, 'policy')
  const onSuccess = () => {
    void message.success(t('policyMade'))
    onDone()
  }
  return (
    <Form<Written>
      className="reach-form"
      layout="vertical"
      requiredMark={false}
      initialValues={writtenOf(replaced, defaults)}
      onValuesChange={() => make.reset()}
      onFinish={(written) => make.mutate(policyOf(written, replaced), { onSuccess })}
    >
      <h2>{replaced === null ? t('makePolicy') : t('changePolicy', { name: replaced.name })}</h2>
      {replaced === null ? null : <p className="around">{t('replaces')}</p>}
      <Which faults={faults} />
      <StepsField fault={faults.of('steps')} />
      <Times faults={faults} />
      <FormEnd fault={faults.rest} isPending={make.isPending} words={t('save')} onCancel={onDone} />
    </Form>
  )
}

interface PartProps {
  readonly faults: Faults
}

/** Which alerts it is for. */
function Which({ faults }: PartProps) {
  const { t } = useTranslation('roster')
  const needed = { required: true, message: t('needed') }
  return (
    <>
      <Form.Item name="areaId" label={t('area')} rules={[needed]} {...faults.of('areaId')}>
        <AreaSelect autoFocus />
      </Form.Item>
      <Form.Item name="name" label={t('name')} rules={[{ ...needed, whitespace: true }]} {...faults.of('name')}>
        <Input maxLength={NAME_MAX} autoComplete="off" />
      </Form.Item>
      <KindsField fault={faults.of('kinds')} />
      <Form.Item name="severities" label={t('severities')} extra={t('severitiesHint')} {...faults.of('severities')}>
        <Select
          mode="multiple"
          allowClear
          options={SEVERITIES.map((value) => ({ value, label: severityName(value) }))}
        />
      </Form.Item>
    </>
  )
}

function Times({ faults }: PartProps) {
  const { t } = useTranslation('roster')
  const needed = [{ required: true, message: t('needed') }]
  return (
    <div className="pair">
      <Form.Item name="repeatMinutes" label={t('repeatMinutes')} rules={needed} {...faults.of('repeatMs')}>
        <InputNumber min={1} max={MINUTES_MAX} />
      </Form.Item>
      <Form.Item
        name="repeatedHoursMax"
        label={t('repeatedHoursMax')}
        extra={t('repeatedHint')}
        rules={needed}
        {...faults.of('repeatedMsMax')}
      >
        <InputNumber min={0} max={HOURS_MAX} />
      </Form.Item>
      <Form.Item name="handlingMinutes" label={t('handlingMinutes')} rules={needed} {...faults.of('handlingMs')}>
        <InputNumber min={1} max={7 * MINUTES_MAX} />
      </Form.Item>
    </div>
  )
}
