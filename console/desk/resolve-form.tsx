import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { standingName } from '../alert/alert-names.ts'
import type { Resolution } from '../service/alerts.ts'
import type { Outcome } from '../service/shapes.ts'

const OUTCOMES: readonly Outcome[] = ['breach_confirmed', 'permitted', 'false_alarm', 'emergency', 'equipment', 'test']
const NOTE_CHARACTERS_MAX = 2000

interface ResolveFormProps {
  readonly isPending: boolean
  readonly onResolve: (resolution: Resolution) => void
  readonly onCancel: () => void
}

export function ResolveForm({ isPending, onResolve, onCancel }: ResolveFormProps) {
  const { t } = useTranslation(['desk', 'page'])
  const options = OUTCOMES.map((value) => ({ value, label: standingName(value) }))
  return (
    <Form<Resolution>
      className="resolve"
      layout="vertical"
      requiredMark={false}
      initialValues={{ note: '' }}
      onFinish={onResolve}
    >
      <Form.Item name="outcome" label={t('outcomeLabel')} rules={[{ required: true, message: t('outcomeNeeded') }]}>
        <Select options={options} autoFocus />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea rows={2} maxLength={NOTE_CHARACTERS_MAX} />
      </Form.Item>
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={isPending}>
          {t('resolve')}
        </Button>
        <Button onClick={onCancel}>{t('page:cancel')}</Button>
      </div>
    </Form>
  )
}
