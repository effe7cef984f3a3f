import { App, Form, Input, InputNumber, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AreaSelect } from '../parts/area-select.tsx'
import { useHouseholds } from '../service/household.ts'
import { type NewSilence, useSilenceActs } from '../service/reach.ts'
import { homeText } from '../words/place-words.ts'
import { type FieldFault, faultsOf } from './faults.ts'
import { FormEnd } from './form-end.tsx'
import { KindsField } from './kinds-field.tsx'

const HOUR_MINUTES = 60
const HOURS_MAX = 7 * 24
const FIRST_HOURS = 2
const REASON_MAX = 200

interface Written {
  readonly areaId: number
  readonly householdId?: number
  readonly kinds?: string[]
  readonly hours: number
  readonly begins?: string
  readonly reason: string
}

/** Where, of what, for how long and why nobody is to be told. */
export function SilenceForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('roster')
  const { message } = App.useApp()
  const { make } = useSilenceActs()
  const faults = faultsOf(make.error, 'silence')
  const needed = { required: true, message: t('needed') }
  const onSuccess = () => {
    void message.success(t('silenceMade'))
    onDone()
  }
  return (
    <Form<Written>
      className="reach-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ hours: FIRST_HOURS }}
      onValuesChange={() => make.reset()}
      onFinish={(written) => make.mutate(silenceOf(written), { onSuccess })}
    >
      <h2>{t('makeSilence')}</h2>
      <Form.Item name="areaId" label={t('area')} rules={[needed]} {...faults.of('areaId')}>
        <AreaSelect autoFocus />
      </Form.Item>
      <HouseholdField fault={faults.of('householdId')} />
      <KindsField fault={faults.of('kinds')} />
      <div className="pair">
        <Form.Item name="begins" label={t('begins')} extra={t('beginsHint')} {...faults.of('from')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="hours" label={t('hours')} extra={t('hoursHint')} rules={[needed]} {...faults.of('until')}>
          <InputNumber min={0.5} max={HOURS_MAX} step={0.5} />
        </Form.Item>
      </div>
      <Form.Item name="reason" label={t('reason')} rules={[{ ...needed, whitespace: true }]} {...faults.of('reason')}>
        <Input maxLength={REASON_MAX} autoComplete="off" />
      </Form.Item>
      <FormEnd fault={faults.rest} isPending={make.isPending} words={t('makeSilence')} onCancel={onDone} />
    </Form>
  )
}

/** One household of the area; none: all of them. */
function HouseholdField({ fault }: { readonly fault: FieldFault }) {
  const { t } = useTranslation('roster')
  const [search, setSearch] = useState('')
  const areaId = Form.useWatch<number | undefined>('areaId')
  const { data, isFetching } = useHouseholds(useDeferredValue(search), areaId ?? null)
  return (
    <Form.Item name="householdId" label={t('household')} extra={t('householdHint')} {...fault}>
      <Select
        allowClear
        disabled={areaId === undefined}
        loading={isFetching}
        showSearch={{ filterOption: false, onSearch: setSearch }}
        options={data?.households.map((it) => ({ value: it.id, label: homeText(it) })) ?? []}
      />
    </Form.Item>
  )
}

/** From now on by the service's clock; a beginning that is written down is by the clock on the wall of whoever writes it. */
function silenceOf({ areaId, householdId, kinds = [], hours, begins = '', reason }: Written): NewSilence {
  return {
    ...{ areaId, reason, kinds: kinds.length === 0 ? null : kinds, householdId: householdId ?? null },
    from: begins === '' ? null : new Date(begins).toISOString(),
    minutes: Math.round(hours * HOUR_MINUTES),
  }
}
