import { App, Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useHandlers, useRosterActs } from '../service/rosters.ts'
import type { RosterDetail } from '../service/shapes.ts'
import { dayOf } from '../words/wall-clock.ts'
import { faultsOf } from './faults.ts'
import { FormEnd } from './form-end.tsx'
import { PersonSelect } from './person-select.tsx'

/** 1 is Monday. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

interface Written {
  readonly staffId: number
  readonly weekdays: number[]
  readonly from: string
  readonly until: string
  readonly validFrom: string
  readonly validUntil?: string
}

/** One person's weekly hours. Stays open afterwards, since a roster has several. */
export function ShiftForm({ roster, onDone }: { readonly roster: RosterDetail; readonly onDone: () => void }) {
  const { t } = useTranslation('roster')
  const { message } = App.useApp()
  const [form] = Form.useForm<Written>()
  const { addShift } = useRosterActs(roster.id)
  const handlers = useHandlers(roster.areaId)
  const faults = faultsOf(addShift.error, 'shift')
  const needed = [{ required: true, message: t('needed') }]
  const onSuccess = () => {
    void message.success(t('shiftAdded'))
    // Not `resetFields`, which would close a list that is open by then.
    form.setFieldValue('staffId', undefined)
  }
  const send = ({ validUntil = '', ...shift }: Written) =>
    addShift.mutate({ ...shift, validUntil: validUntil === '' ? null : validUntil }, { onSuccess })
  return (
    <Form<Written>
      form={form}
      className="reach-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{
        ...{ weekdays: WEEKDAYS.map((_, place) => place + 1), from: '08:00', until: '20:00' },
        validFrom: dayOf(Date.now(), roster.timeZone),
      }}
      onValuesChange={() => addShift.reset()}
      onFinish={send}
    >
      <h2>{t('addShift')}</h2>
      <p className="around">{t('byClock', { zone: roster.timeZone })}</p>
      <Form.Item name="staffId" label={t('person')} rules={needed} {...faults.of('staffId')}>
        <PersonSelect people={handlers.data?.staff ?? []} label={t('person')} loading={handlers.isLoading} autoFocus />
      </Form.Item>
      <Form.Item
        name="weekdays"
        label={t('weekdays')}
        rules={[{ type: 'array', min: 1, message: t('needed') }]}
        {...faults.of('weekdays')}
      >
        <Checkbox.Group options={WEEKDAYS.map((it, place) => ({ value: place + 1, label: t(`weekday.${it}`) }))} />
      </Form.Item>
      <div className="pair">
        <Form.Item name="from" label={t('from')} rules={needed} {...faults.of('from')}>
          <Input type="time" />
        </Form.Item>
        <Form.Item name="until" label={t('untilTime')} extra={t('nextDay')} rules={needed} {...faults.of('until')}>
          <Input type="time" />
        </Form.Item>
        <Form.Item name="validFrom" label={t('validFrom')} rules={needed} {...faults.of('validFrom')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="validUntil" label={t('validUntil')} extra={t('openEnd')} {...faults.of('validUntil')}>
          <Input type="date" />
        </Form.Item>
      </div>
      <FormEnd fault={faults.rest} isPending={addShift.isPending} words={t('save')} onCancel={onDone} />
    </Form>
  )
}
