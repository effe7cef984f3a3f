import { Alert, App, Button, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePolicyActs } from '../service/policies.ts'
import { failureText } from '../words/failure-words.ts'
import { useAreaChoices } from './area-choice.ts'
import { instantIn } from './local-days.ts'

interface Asked {
  readonly areaId?: number
  /** The area's wall time; empty: now. */
  readonly from?: string
}

/** From now or from a time to come on, for an area and all within it. */
export function AssignForm({ policyId }: { readonly policyId: number }) {
  const { t } = useTranslation('policies')
  const { message } = App.useApp()
  const [form] = Form.useForm<Asked>()
  const areas = useAreaChoices()
  const { assign } = usePolicyActs()
  const areaId = Form.useWatch('areaId', form)
  const zone = areas.find((it) => it.value === areaId)?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const send = ({ areaId, from = '' }: Asked) => {
    if (areaId === undefined) return
    const when = from === '' ? {} : { from: new Date(instantIn(from, zone)).toISOString() }
    assign.mutate(
      { areaId, policyId, ...when },
      {
        onSuccess: () => {
          void message.success(t('assigned'))
          form.resetFields()
        },
      },
    )
  }
  return (
    <section className="part">
      <h2>{t('assign')}</h2>
      <p className="quiet">{t('assignNote')}</p>
      <Form<Asked>
        form={form}
        className="narrow"
        layout="vertical"
        requiredMark={false}
        initialValues={{ from: '' }}
        onFinish={send}
      >
        <Form.Item name="areaId" label={t('area')} rules={[{ required: true, message: t('needed') }]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={[...areas]} />
        </Form.Item>
        <Form.Item name="from" label={t('from')} extra={t('fromNote', { zone })}>
          <input className="when" type="datetime-local" />
        </Form.Item>
        {assign.error === null ? null : <Alert type="warning" showIcon title={failureText(assign.error)} />}
        <Button type="primary" htmlType="submit" data-act="assign" loading={assign.isPending}>
          {t('assign')}
        </Button>
      </Form>
    </section>
  )
}
