import { Alert, App, Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { AreaSelect } from '../parts/area-select.tsx'
import { useArea } from '../service/areas.ts'
import { usePolicyActs } from '../service/policies.ts'
import { failureText } from '../words/failure-words.ts'
import { instantOf } from '../words/wall-clock.ts'

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
  const { assign } = usePolicyActs()
  const areaId = Form.useWatch('areaId', form)
  const zone = useArea(areaId ?? null).data?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const send = ({ areaId, from = '' }: Asked) => {
    if (areaId === undefined) return
    const when = from === '' ? {} : { from: new Date(instantOf(from, zone)).toISOString() }
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
          <AreaSelect />
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
