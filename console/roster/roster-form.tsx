import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { AreaSelect } from '../parts/area-select.tsx'
import { type NewRoster, useHandlers, useMakeRoster } from '../service/rosters.ts'
import { type FieldFault, faultsOf } from './faults.ts'
import { FormEnd } from './form-end.tsx'

export const LEVELS = ['grid_worker', 'duty_desk', 'street_office'] as const
export const NAME_MAX = 64

interface RosterFormProps {
  readonly onDone: (id: number) => void
  readonly onCancel: () => void
}

/** A new roster: of which area and level, and who is called when nobody is on duty. Its shifts come next. */
export function RosterForm({ onDone, onCancel }: RosterFormProps) {
  const { t } = useTranslation('roster')
  const [form] = Form.useForm<NewRoster>()
  const make = useMakeRoster()
  const faults = faultsOf(make.error, 'roster')
  const needed = [{ required: true, message: t('needed') }]
  const areaId = Form.useWatch('areaId', form)
  return (
    <Form<NewRoster>
      form={form}
      className="reach-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ level: 'duty_desk' }}
      onValuesChange={() => make.reset()}
      onFinish={(body) => make.mutate(body, { onSuccess: ({ id }) => onDone(id) })}
    >
      <h2>{t('makeRoster')}</h2>
      <Form.Item name="areaId" label={t('area')} rules={needed} {...faults.of('areaId')}>
        <AreaSelect autoFocus />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
        {...faults.of('name')}
      >
        <Input maxLength={NAME_MAX} autoComplete="off" />
      </Form.Item>
      <Form.Item name="level" label={t('levelName')}>
        <Select options={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))} />
      </Form.Item>
      <FallbackField areaId={areaId} fault={faults.of('fallback')} />
      <FormEnd fault={faults.rest} isPending={make.isPending} words={t('save')} onCancel={onCancel} />
    </Form>
  )
}

interface FallbackFieldProps {
  readonly areaId: number | undefined
  readonly fault: FieldFault
}

/** Who is called when nobody is on duty, in the order in which they are chosen. */
export function FallbackField({ areaId, fault }: FallbackFieldProps) {
  const { t } = useTranslation('roster')
  const handlers = useHandlers(areaId)
  return (
    <Form.Item
      name="fallback"
      label={t('fallback')}
      extra={t('fallbackHint')}
      rules={[{ required: true, message: t('needed') }]}
      {...fault}
    >
      <Select
        mode="multiple"
        loading={handlers.isLoading}
        disabled={areaId === undefined}
        showSearch={{ optionFilterProp: 'label' }}
        options={handlers.data?.staff.map((it) => ({ value: it.id, label: it.displayName })) ?? []}
      />
    </Form.Item>
  )
}
